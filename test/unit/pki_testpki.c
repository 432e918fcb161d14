/* SPDX-License-Identifier: Apache-2.0 */
#include <sys/stat.h>

#include "crypto_help.h"

static int64_t
fixed(void *arg)
{
	(void)arg;
	return T0;
}

static const char *
in(const char *dir, const char *name)
{
	static char path[4][300];
	static int next;

	next = (next + 1) % 4;
	snprintf(path[next], sizeof(path[next]), "%s/%s", dir, name);
	return path[next];
}

static struct eci_certs
certs_of(ecert_ctx *ctx, const char *dir, const char *name)
{
	struct eci_certs l = { 0 };
	struct eci_buf b = { 0 };

	CHECK_OK(ctx, eci_read_file(ctx, in(dir, name), 1 << 20, &b));
	CHECK_OK(ctx, eci_certs_load(ctx, name, b.ptr, b.len, &l));
	eci_buf_free(&b);
	return l;
}

static const struct {
	const char *name;
	size_t      chain;
	const char *subject, *usage, *ext;
} holders[] = {
	{ "maker.pem", 3, "CN=Test Seal Maker, O=Test Laboratory (\xe6\xb5\x8b\xe8\xaf\x95), C=CN",
	    "digitalSignature, nonRepudiation", "" },
	{ "signer.pem", 3, "CN=Test Signer, O=Test Laboratory (\xe6\xb5\x8b\xe8\xaf\x95), C=CN",
	    "digitalSignature, nonRepudiation", "" },
	{ "signer2.pem", 3, NULL, "digitalSignature, nonRepudiation", "" },
	{ "tsa.pem", 3, NULL, "digitalSignature, nonRepudiation", "timeStamping" },
	{ "intermediate.pem", 2, NULL, "keyCertSign, cRLSign", "" },
	{ "root.pem", 1, NULL, "keyCertSign, cRLSign", "" },
};

static void
test_paths(ecert_ctx *ctx, const char *dir)
{
	struct eci_certs roots = certs_of(ctx, dir, "trust/roots.pem");
	struct eci_certs mids = certs_of(ctx, dir, "trust/intermediates.pem");
	struct eci_path_in how = { .anchors = &roots, .intermediates = &mids, .at = T0 };
	struct eci_crls crls = { 0 };
	struct eci_buf b = { 0 };
	size_t i, k;

	CHECK_OK(ctx, eci_read_file(ctx, in(dir, "trust/crls.pem"), 1 << 20, &b));
	CHECK_OK(ctx, eci_crls_load(ctx, "crls", b.ptr, b.len, &crls));
	CHECK_INT(crls.n, 2);
	for (i = 0; i < ECI_COUNT(holders); i++) {
		struct eci_certs l = certs_of(ctx, dir, holders[i].name);
		struct eci_revocation r;
		struct eci_path path;

		unit_case("path and lists of %s", holders[i].name);
		if (holders[i].subject != NULL)
			CHECK_STR(eci_cert_subject(l.v[0]), holders[i].subject);
		CHECK_STR(eci_cert_usage_text(l.v[0]), holders[i].usage);
		CHECK_STR(eci_cert_ext_usage_text(l.v[0]), holders[i].ext);
		CHECK_INT(eci_cert_not_before(l.v[0]), T0 - DAY);
		CHECK_OK(ctx, eci_path_build(ctx, l.v[0], &how, &path));
		CHECK_INT(path.state, ECI_PATH_OK);
		CHECK_INT(path.chain.n, holders[i].chain);
		CHECK(!path.used_empty_id);
		for (k = 0; k + 1 < path.chain.n; k++) {
			CHECK_OK(ctx, eci_crl_check(ctx, &crls, path.chain.v[k], path.chain.v[k + 1],
			    T0, T0, false, &r));
			CHECK_INT(r.state, ECI_REV_GOOD);
		}
		eci_path_free(&path);
		eci_certs_free(&l);
	}
	eci_crls_free(&crls);
	eci_certs_free(&roots);
	eci_certs_free(&mids);
	eci_buf_free(&b);
}

static void
test_files(ecert_ctx *ctx, const char *dir, struct asked *pass)
{
	static const char *const names[] = { "root", "intermediate", "maker", "signer", "signer2", "tsa" };
	enum eci_kind kind;
	ecert_signer *s;
	struct stat st;
	char name[40];
	size_t i;

	for (i = 0; i < ECI_COUNT(names); i++) {
		unit_case("key of %s, passphrase %s", names[i], pass->pass ? "given" : "none");
		snprintf(name, sizeof(name), "%s.key", names[i]);
		CHECK(stat(in(dir, name), &st) == 0 && (st.st_mode & 0777) == 0600);
		snprintf(name, sizeof(name), "%s.pem", names[i]);
		CHECK(stat(in(dir, name), &st) == 0);
		snprintf(name, sizeof(name), "%s.key", names[i]);
		pass->times = 0;
		const char *key = in(dir, name);
		snprintf(name, sizeof(name), "%s.pem", names[i]);
		CHECK_OK(ctx, ecert_signer_from_file(ctx, key, in(dir, name), give, pass, &s));
		CHECK_INT(pass->times, pass->pass != NULL);
		ecert_signer_free(s);
	}
	unit_case("the p12 file");
	CHECK_OK(ctx, eci_kind(ctx, in(dir, "signer.p12"), &kind));
	CHECK_INT(kind, pass->pass != NULL ? ECI_KIND_FILE : ECI_KIND_NONE);
	if (pass->pass != NULL) {
		CHECK_OK(ctx, ecert_signer_from_file(ctx, in(dir, "signer.p12"), NULL, give, pass, &s));
		ecert_signer_free(s);
	}
}

int
main(void)
{
	struct asked none = { NULL, 0 }, some = { "secret", 0 };
	ecert_ctx *ctx = unit_ctx();
	const char *dir = unit_dir();
	char plain[200], locked[200];

	ecert_ctx_set_clock(ctx, fixed, NULL);
	snprintf(plain, sizeof(plain), "%s/plain", dir);
	snprintf(locked, sizeof(locked), "%s/locked", dir);
	unit_case("made");
	CHECK_OK(ctx, ecert_testpki_make(ctx, plain, NULL));
	CHECK_OK(ctx, ecert_testpki_make(ctx, locked, "secret"));
	test_paths(ctx, plain);
	test_files(ctx, plain, &none);
	test_files(ctx, locked, &some);
	unit_case("a folder that is not empty stays as it is");
	CHECK_ERR(ctx, ecert_testpki_make(ctx, plain, NULL), ECERT_E_STATE);
	unit_case("a file in its place");
	CHECK_ERR(ctx, ecert_testpki_make(ctx, in(plain, "root.pem"), NULL), ECERT_E_IO);
	unit_case("no name");
	CHECK_ERR(ctx, ecert_testpki_make(ctx, "", NULL), ECERT_E_ARG);
	return unit_end();
}
