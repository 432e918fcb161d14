/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto_help.h"

#define AT (T0 + 30 * DAY)

/* Builds and compares; chain length 0 where there is none. */
static void
check_path(ecert_ctx *ctx, const struct eci_cert *cert, const struct eci_path_in *in,
    enum eci_path_state want, size_t len, const char *says)
{
	struct eci_path path;

	CHECK_OK(ctx, eci_path_build(ctx, cert, in, &path));
	CHECK_INT(path.state, want);
	CHECK_INT(path.chain.n, len);
	CHECK(path.detail != NULL);
	if (says != NULL && path.detail != NULL && strstr(path.detail, says) == NULL)
		CHECK_STR(path.detail, says);
	eci_path_free(&path);
}

struct tree {
	struct party root, mid, leaf;
};

static struct tree
tree(ecert_ctx *ctx, struct eci_issue root, struct eci_issue mid, struct eci_issue end)
{
	struct tree t;

	t.root = issue(ctx, root, NULL);
	t.mid = issue(ctx, mid, &t.root);
	t.leaf = issue(ctx, end, &t.mid);
	return t;
}

static void
tree_free(struct tree *t)
{
	party_free(&t->root);
	party_free(&t->mid);
	party_free(&t->leaf);
}

static void
check_tree(ecert_ctx *ctx, struct tree t, enum eci_path_state want, const char *says)
{
	struct eci_certs anchors = list_of(ctx, &t.root, NULL), mids = list_of(ctx, &t.mid, NULL);
	struct eci_path_in in = { .anchors = &anchors, .intermediates = &mids, .at = AT };

	check_path(ctx, t.leaf.cert, &in, want, want == ECI_PATH_OK ? 3 : 0, says);
	eci_certs_free(&anchors);
	eci_certs_free(&mids);
	tree_free(&t);
}

static void
test_plain(ecert_ctx *ctx)
{
	struct tree t = tree(ctx, ca("root", -1), ca("mid", 0), leaf("end"));
	struct eci_certs roots = list_of(ctx, &t.root, NULL), mids = list_of(ctx, &t.mid, NULL);
	struct eci_certs leaves = list_of(ctx, &t.leaf, NULL), none = { 0 };
	struct eci_path_in in = { .anchors = &roots, .intermediates = &mids, .at = AT };

	unit_case("three certificates");
	check_path(ctx, t.leaf.cert, &in, ECI_PATH_OK, 3, "");
	unit_case("the same once more, remembered");
	check_path(ctx, t.leaf.cert, &in, ECI_PATH_OK, 3, "");
	unit_case("intermediate from the file");
	in.intermediates = NULL;
	in.extra = &mids;
	check_path(ctx, t.leaf.cert, &in, ECI_PATH_OK, 3, "");
	unit_case("intermediate missing");
	in.extra = NULL;
	check_path(ctx, t.leaf.cert, &in, ECI_PATH_UNTRUSTED, 0,
	    "CN=mid, O=Unit, C=CN: the certificate of this issuer is not at hand");
	unit_case("root missing");
	in.anchors = &none;
	in.extra = &mids;
	check_path(ctx, t.leaf.cert, &in, ECI_PATH_UNTRUSTED, 0, "CN=root, O=Unit, C=CN");
	unit_case("a root that the file brings is not trusted");
	in.extra = &roots;
	in.intermediates = &mids;
	check_path(ctx, t.leaf.cert, &in, ECI_PATH_UNTRUSTED, 0, "self-signed");
	unit_case("an anchor by itself");
	in.anchors = &leaves;
	check_path(ctx, t.leaf.cert, &in, ECI_PATH_OK, 1, "");
	unit_case("a limit of nothing, and none");
	CHECK_OK(ctx, ecert_ctx_set_limit(ctx, ECERT_LIMIT_CHAIN, 0));
	check_path(ctx, t.leaf.cert, &in, ECI_PATH_OK, 1, "");
	in.anchors = &roots;
	check_path(ctx, t.leaf.cert, &in, ECI_PATH_UNTRUSTED, 0, "longer than the limit");
	CHECK_OK(ctx, ecert_ctx_set_limit(ctx, ECERT_LIMIT_CHAIN, UINT64_MAX));
	check_path(ctx, t.leaf.cert, &in, ECI_PATH_OK, 3, "");
	CHECK_OK(ctx, ecert_ctx_set_limit(ctx, ECERT_LIMIT_CHAIN, 8));
	unit_case("an intermediate as anchor");
	in.anchors = &mids;
	check_path(ctx, t.leaf.cert, &in, ECI_PATH_OK, 2, "");
	eci_certs_free(&roots);
	eci_certs_free(&mids);
	eci_certs_free(&leaves);
	tree_free(&t);
}

static void
test_flaws(ecert_ctx *ctx)
{
	struct eci_issue root = ca("root", -1), mid = ca("mid", 0), end = leaf("end");
	struct eci_issue x;

	unit_case("an issuer that is no ca");
	x = mid;
	x.ca = false;
	check_tree(ctx, tree(ctx, root, x, end), ECI_PATH_CONSTRAINT, "CN=mid, O=Unit, C=CN: it issued");
	unit_case("an issuer whose key usage does not allow it");
	x = mid;
	x.usage = "digitalSignature,cRLSign";
	check_tree(ctx, tree(ctx, root, x, end), ECI_PATH_CONSTRAINT, "key usage");
	unit_case("an issuer without key usage");
	x = mid;
	x.usage = NULL;
	check_tree(ctx, tree(ctx, root, x, end), ECI_PATH_OK, "");
	unit_case("an issuer that has expired");
	x = mid;
	x.until = AT - 1;
	check_tree(ctx, tree(ctx, root, x, end), ECI_PATH_EXPIRED, "CN=mid");
	unit_case("an issuer in its last second");
	x.until = AT;
	check_tree(ctx, tree(ctx, root, x, end), ECI_PATH_OK, "");
	unit_case("an issuer not yet valid");
	x = mid;
	x.from = AT + 1;
	check_tree(ctx, tree(ctx, root, x, end), ECI_PATH_EXPIRED, "CN=mid");
	unit_case("an anchor that has expired");
	x = root;
	x.until = AT - 1;
	check_tree(ctx, tree(ctx, x, mid, end), ECI_PATH_EXPIRED, "CN=root");
	unit_case("path length 0 at the root");
	check_tree(ctx, tree(ctx, ca("root", 0), mid, end), ECI_PATH_CONSTRAINT, "path length");
	unit_case("path length 0 at the root, above one that it issued to itself");
	check_tree(ctx, tree(ctx, ca("root", 0), ca("root", -1), end), ECI_PATH_OK, "");
	unit_case("path length 1 at the root");
	check_tree(ctx, tree(ctx, ca("root", 1), mid, end), ECI_PATH_OK, "");
	unit_case("the leaf's own validity is not judged");
	x = end;
	x.until = AT - 1;
	check_tree(ctx, tree(ctx, root, mid, x), ECI_PATH_OK, "");
}

/* An extension renamed to one nobody knows, or to name constraints. */
static void
test_unknown(ecert_ctx *ctx)
{
	static const struct { const char *name, *oid, *says; bool critical; } rows[] = {
		{ "unknown critical", "\x06\x03\x55\x1d\x63", "(2.5.29.99)", true },
		{ "unknown", "\x06\x03\x55\x1d\x63", NULL, false },
		{ "critical name constraints", "\x06\x03\x55\x1d\x1e", "(2.5.29.30)", true },
		{ "critical policy constraints", "\x06\x03\x55\x1d\x24", "(2.5.29.36)", true },
		{ "critical policy mappings", "\x06\x03\x55\x1d\x21", NULL, true },
	};
	struct party root = issue(ctx, ca("root", -1), NULL), end;
	struct eci_certs roots = list_of(ctx, &root, NULL);
	struct eci_path_in in = { .anchors = &roots, .at = AT };
	struct eci_issue what = leaf("end");
	struct eci_cert *c;
	struct eci_buf b;
	size_t i;

	what.ext_usage = "timeStamping";
	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("%s extension in the leaf", rows[i].name);
		what.ext_usage_critical = rows[i].critical;
		end = issue(ctx, what, &root);
		b = altered(ctx, eci_cert_der(end.cert), "\x06\x03\x55\x1d\x25", rows[i].oid, 5, &root);
		CHECK_OK(ctx, eci_cert_load(ctx, "end", b.ptr, b.len, &c));
		if (rows[i].says != NULL)
			check_path(ctx, c, &in, ECI_PATH_CONSTRAINT, 0, rows[i].says);
		else
			check_path(ctx, c, &in, ECI_PATH_OK, 2, "");
		CHECK((eci_cert_unknown_critical(c) != NULL) == (rows[i].says != NULL));
		eci_cert_free(c);
		eci_buf_free(&b);
		party_free(&end);
	}
	eci_certs_free(&roots);
	party_free(&root);
}

/* Several issuers of one name: each is tried, and a forged one never taken. */
static void
test_names(ecert_ctx *ctx)
{
	struct tree t = tree(ctx, ca("root", -1), ca("mid", 0), leaf("end"));
	struct tree f = tree(ctx, ca("root", -1), ca("mid", 0), leaf("end"));
	struct eci_issue old = ca("mid", 0);
	struct eci_certs roots = list_of(ctx, &f.root, &t.root), mids = list_of(ctx, &f.mid, &t.mid);
	struct eci_certs only = list_of(ctx, &t.root, NULL), many = { 0 };
	struct eci_path_in in = { .anchors = &roots, .intermediates = &mids, .at = AT };
	struct eci_cert *expired = NULL;
	struct party self;
	int i;

	unit_case("same names, other keys first");
	check_path(ctx, t.leaf.cert, &in, ECI_PATH_OK, 3, "");
	unit_case("a whole forged tree of the same names");
	in.anchors = &only;
	check_path(ctx, f.leaf.cert, &in, ECI_PATH_UNTRUSTED, 0, "not signed by the key");
	unit_case("an expired certificate of the same issuer key is passed over");
	old.until = AT - 1;
	CHECK_OK(ctx, eci_issue_cert(ctx, &old, t.mid.key, t.root.key, t.root.cert, &expired));
	CHECK_OK(ctx, eci_certs_add(ctx, &many, expired));
	CHECK_OK(ctx, eci_certs_add(ctx, &many, t.mid.cert));
	in.intermediates = &many;
	check_path(ctx, t.leaf.cert, &in, ECI_PATH_OK, 3, "");
	eci_certs_free(&many);
	unit_case("self-signed leaf");
	self = issue(ctx, leaf("root"), NULL);
	check_path(ctx, self.cert, &in, ECI_PATH_UNTRUSTED, 0, "not signed by the key");
	unit_case("a flood of one name is bounded");
	for (i = 0; i < 40; i++) {
		struct eci_issue again = ca("mid", -1);
		struct eci_cert *c = NULL;

		/* Self-issued by one key: every order of them is a path. */
		again.serial = (uint64_t)i + 10;
		CHECK_OK(ctx, eci_issue_cert(ctx, &again, f.mid.key, f.mid.key, f.mid.cert, &c));
		CHECK_OK(ctx, eci_certs_add(ctx, &many, c));
		eci_cert_free(c);
	}
	in.intermediates = NULL;
	in.extra = &many;
	check_path(ctx, f.leaf.cert, &in, ECI_PATH_UNTRUSTED, 0, NULL);
	unit_case("a flood of one name among what is trusted is bounded, too");
	eci_certs_free(&many);
	for (i = 0; i < 128; i++)
		CHECK_OK(ctx, eci_certs_add(ctx, &many, f.mid.cert));
	CHECK_OK(ctx, eci_certs_add(ctx, &many, t.mid.cert));
	in.intermediates = &many;
	in.extra = NULL;
	check_path(ctx, t.leaf.cert, &in, ECI_PATH_UNTRUSTED, 0, NULL);
	eci_certs_free(&many);
	eci_certs_free(&roots);
	eci_certs_free(&mids);
	eci_certs_free(&only);
	eci_cert_free(expired);
	party_free(&self);
	tree_free(&t);
	tree_free(&f);
}

static void
test_depth(ecert_ctx *ctx)
{
	struct party chain[9];
	struct eci_certs anchors, mids = { 0 };
	struct eci_path_in in = { .anchors = &anchors, .intermediates = &mids, .at = AT };
	char name[16];
	size_t i;

	chain[0] = issue(ctx, ca("ca0", -1), NULL);
	for (i = 1; i < 9; i++) {
		snprintf(name, sizeof(name), "ca%zu", i);
		chain[i] = issue(ctx, ca(name, -1), &chain[i - 1]);
		CHECK_OK(ctx, eci_certs_add(ctx, &mids, chain[i].cert));
	}
	anchors = list_of(ctx, &chain[0], NULL);
	unit_case("as many certificates as the limit");
	check_path(ctx, chain[7].cert, &in, ECI_PATH_OK, 8, "");
	unit_case("one more than the limit");
	check_path(ctx, chain[8].cert, &in, ECI_PATH_UNTRUSTED, 0, "longer than the limit");
	eci_certs_free(&anchors);
	eci_certs_free(&mids);
	for (i = 0; i < 9; i++)
		party_free(&chain[i]);
}

/* SM2 and RSA in turn, as deep as paths may be. */
static void
test_mixed(ecert_ctx *ctx)
{
	struct party chain[8];
	struct eci_certs anchors, mids = { 0 };
	struct eci_path_in in = { .anchors = &anchors, .intermediates = &mids, .at = AT };
	char name[16];
	size_t i, first;

	for (first = 0; first < 2; first++) {
		for (i = 0; i < 8; i++) {
			struct eci_issue what;

			snprintf(name, sizeof(name), "ca%zu", i);
			what = i < 7 ? ca(name, -1) : leaf("end");
			chain[i] = i % 2 == first ? issue_rsa(ctx, what, i ? &chain[i - 1] : NULL) :
			    issue(ctx, what, i ? &chain[i - 1] : NULL);
			if (i > 0 && i < 7)
				CHECK_OK(ctx, eci_certs_add(ctx, &mids, chain[i].cert));
		}
		anchors = list_of(ctx, &chain[0], NULL);
		unit_case("eight certificates, %s first", first == 0 ? "RSA" : "SM2");
		check_path(ctx, chain[7].cert, &in, ECI_PATH_OK, 8, "");
		eci_certs_free(&anchors);
		eci_certs_free(&mids);
		for (i = 0; i < 8; i++)
			party_free(&chain[i]);
	}
	unit_case("RSA alone");
	chain[0] = issue_rsa(ctx, ca("root", -1), NULL);
	chain[1] = issue_rsa(ctx, ca("mid", 0), &chain[0]);
	chain[2] = issue_rsa(ctx, leaf("end"), &chain[1]);
	anchors = list_of(ctx, &chain[0], NULL);
	CHECK_OK(ctx, eci_certs_add(ctx, &mids, chain[1].cert));
	check_path(ctx, chain[2].cert, &in, ECI_PATH_OK, 3, "");
	eci_certs_free(&anchors);
	eci_certs_free(&mids);
	for (i = 0; i < 3; i++)
		party_free(&chain[i]);
}

/* Two authorities that certified each other. */
static void
test_cross(ecert_ctx *ctx)
{
	struct party a = issue(ctx, ca("a", -1), NULL), b = issue(ctx, ca("b", -1), NULL);
	struct party end = issue(ctx, leaf("end"), &a);
	struct eci_issue as_a = ca("a", -1), as_b = ca("b", -1);
	struct eci_cert *ab = NULL, *ba = NULL;
	struct eci_certs cross = { 0 }, anchors = list_of(ctx, &b, NULL), none = { 0 };
	struct eci_path_in in = { .anchors = &anchors, .intermediates = &cross, .at = AT };

	CHECK_OK(ctx, eci_issue_cert(ctx, &as_a, a.key, b.key, b.cert, &ab));
	CHECK_OK(ctx, eci_issue_cert(ctx, &as_b, b.key, a.key, a.cert, &ba));
	CHECK_OK(ctx, eci_certs_add(ctx, &cross, ba));
	CHECK_OK(ctx, eci_certs_add(ctx, &cross, ab));
	CHECK_OK(ctx, eci_certs_add(ctx, &cross, a.cert));
	unit_case("across to another authority");
	check_path(ctx, end.cert, &in, ECI_PATH_OK, 3, "");
	unit_case("round and round");
	in.anchors = &none;
	check_path(ctx, end.cert, &in, ECI_PATH_UNTRUSTED, 0, NULL);
	eci_cert_free(ab);
	eci_cert_free(ba);
	eci_certs_free(&cross);
	eci_certs_free(&anchors);
	party_free(&a);
	party_free(&b);
	party_free(&end);
}

/* What the file brings along must not hide what is trusted, nor cost much. */
static void
test_strangers(ecert_ctx *ctx)
{
	struct tree t = tree(ctx, ca("root", -1), ca("mid", 0), leaf("end"));
	struct party twin = issue(ctx, ca("mid", -1), NULL);
	struct eci_certs roots = list_of(ctx, &t.root, NULL), mids = list_of(ctx, &t.mid, NULL);
	struct eci_certs flood = { 0 };
	struct eci_path_in in = { .anchors = &roots, .extra = &flood, .at = AT };
	int i;

	for (i = 0; i < 15; i++) {
		struct eci_issue again = ca("mid", -1);
		struct eci_cert *c = NULL;

		again.serial = (uint64_t)i + 10;
		CHECK_OK(ctx, eci_issue_cert(ctx, &again, twin.key, twin.key, NULL, &c));
		CHECK_OK(ctx, eci_certs_add(ctx, &flood, c));
		eci_cert_free(c);
	}
	CHECK_OK(ctx, eci_certs_add(ctx, &flood, t.mid.cert));
	unit_case("the sixteenth certificate of the file");
	check_path(ctx, t.leaf.cert, &in, ECI_PATH_OK, 3, "");
	unit_case("the seventeenth");
	eci_cert_free(flood.v[15]);
	flood.v[15] = eci_cert_ref(flood.v[14]);
	CHECK_OK(ctx, eci_certs_add(ctx, &flood, t.mid.cert));
	check_path(ctx, t.leaf.cert, &in, ECI_PATH_UNTRUSTED, 0, NULL);
	unit_case("behind those the trust store has");
	in.intermediates = &mids;
	check_path(ctx, t.leaf.cert, &in, ECI_PATH_OK, 3, "");
	eci_certs_free(&roots);
	eci_certs_free(&mids);
	eci_certs_free(&flood);
	party_free(&twin);
	tree_free(&t);
}

/* cert-empty-id.pem was made by OpenSSL without an ID. */
static void
test_empty_id(ecert_ctx *ctx)
{
	struct eci_buf a = vector("cert-empty-id.pem"), b = vector("leaf-empty-id.pem");
	struct eci_certs anchors = { 0 }, ends = { 0 };
	struct eci_path_in in = { .anchors = &anchors };
	struct eci_path path;

	CHECK_OK(ctx, eci_certs_load(ctx, "a", a.ptr, a.len, &anchors));
	CHECK_OK(ctx, eci_certs_load(ctx, "b", b.ptr, b.len, &ends));
	in.at = eci_cert_not_before(anchors.v[0]) + DAY;
	unit_case("a certificate signed with the empty id");
	check_path(ctx, ends.v[0], &in, ECI_PATH_UNTRUSTED, 0, "empty SM2 ID");
	unit_case("the same where the empty id is allowed");
	in.empty_id = true;
	CHECK_OK(ctx, eci_path_build(ctx, ends.v[0], &in, &path));
	CHECK_INT(path.state, ECI_PATH_OK);
	CHECK(path.used_empty_id);
	eci_path_free(&path);
	unit_case("and after that not remembered as good where it is not");
	in.empty_id = false;
	check_path(ctx, ends.v[0], &in, ECI_PATH_UNTRUSTED, 0, "empty SM2 ID");
	eci_certs_free(&anchors);
	eci_certs_free(&ends);
	eci_buf_free(&a);
	eci_buf_free(&b);
}

static void
test_allowed_but_unused(ecert_ctx *ctx)
{
	struct tree t = tree(ctx, ca("root", -1), ca("mid", 0), leaf("end"));
	struct eci_certs roots = list_of(ctx, &t.root, NULL), mids = list_of(ctx, &t.mid, NULL);
	struct eci_path_in in = { .anchors = &roots, .intermediates = &mids, .at = AT,
	    .empty_id = true };
	struct eci_path path;

	unit_case("the empty id allowed, and not needed");
	CHECK_OK(ctx, eci_path_build(ctx, t.leaf.cert, &in, &path));
	CHECK_INT(path.state, ECI_PATH_OK);
	CHECK(!path.used_empty_id);
	CHECK(eci_cert_same(path.chain.v[0], t.leaf.cert));
	CHECK(eci_cert_same(path.chain.v[2], t.root.cert));
	eci_path_free(&path);
	eci_certs_free(&roots);
	eci_certs_free(&mids);
	tree_free(&t);
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();

	test_plain(ctx);
	test_flaws(ctx);
	test_unknown(ctx);
	test_names(ctx);
	test_depth(ctx);
	test_mixed(ctx);
	test_cross(ctx);
	test_strangers(ctx);
	test_empty_id(ctx);
	test_allowed_but_unused(ctx);
	return unit_end();
}
