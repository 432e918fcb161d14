/* SPDX-License-Identifier: Apache-2.0 */
/* Lists and responses over the network: only when that is allowed, only for what is on
 * a trusted path, a few times, and believed no more than what lies at hand. */
#include "../negative/forge_item.h"
#include "../negative/forge_store.h"

/* A network of two servers. */
struct web {
	struct eci_buf crl, ocsp;    /* empty: no answer */
	const char    *message;      /* of a failure */
	size_t         n_crl, n_ocsp, n_other;
	bool           asked_well;
};

static int
web_fetch(void *arg, ecert_ctx *ctx, const char *url, const uint8_t *body, size_t len,
    const char *type, uint8_t **out, size_t *out_len)
{
	struct web *w = arg;
	const struct eci_buf *b = NULL;

	if (strcmp(url, CRL_URL) == 0) {
		w->n_crl++;
		w->asked_well = body == NULL && len == 0 && type == NULL;
		b = &w->crl;
	} else if (strcmp(url, OCSP_URL) == 0) {
		w->n_ocsp++;
		w->asked_well = body != NULL && len > 0 && strcmp(type, "application/ocsp-request") == 0;
		b = &w->ocsp;
	} else
		w->n_other++;
	if (b == NULL || b->len == 0) {
		if (w->message != NULL)
			ecert_set_error(ctx, ECERT_E_IO, w->message);
		return 1;
	}
	if ((*out = malloc(b->len)) == NULL)
		return 1;
	memcpy(*out, b->ptr, b->len);
	*out_len = b->len;
	return 0;
}

static struct fwho signer, plain_signer, many;

static void
web_free(struct web *w)
{
	eci_buf_free(&w->crl);
	eci_buf_free(&w->ocsp);
}

static char *
judge(const struct fwho *who, const ecert_trust *trust, struct web *w, ecert_verdict want,
    ecert_reason r)
{
	struct store_call how = { .fetch = web_fetch, .arg = w };

	return store_judge(who, trust, &how, want, r);
}

static void
check(struct web *w, ecert_verdict want, ecert_reason r, size_t n_crl, size_t n_ocsp,
    const char *says)
{
	ecert_trust *trust = store_new();
	char *text = judge(&signer, trust, w, want, r);

	CHECK_INT(w->n_crl, n_crl);
	CHECK_INT(w->n_ocsp, n_ocsp);
	CHECK_INT(w->n_other, 0);
	CHECK(n_crl + n_ocsp == 0 || w->asked_well);
	if (says != NULL && strstr(text, says) == NULL)
		CHECK_STR(text, says);
	ecert_free(text);
	ecert_trust_free(trust);
	web_free(w);
}

static struct eci_buf
list(const struct fwho *by, int64_t from, int64_t until, int64_t when)
{
	return store_list(by, from, until, &signer, when);
}

static struct eci_buf
answer(const struct fwho *by, char status, int64_t from, int64_t until)
{
	return store_response(by, &signer, status, from, until, T_SIGN - 1, 0);
}

static void
test_answers(void)
{
	struct web w;

	unit_case("a good list");
	w = (struct web){ .crl = list(&forge.root, T_NOW - 5, T_NOW + 5, 0) };
	check(&w, V, 0, 1, 0, NULL);
	unit_case("a list that revokes");
	w = (struct web){ .crl = list(&forge.root, T_NOW - 5, T_NOW + 5, T_SIGN - 1) };
	check(&w, X, R(CERT_REVOKED), 1, 0, NULL);
	unit_case("no list, a good response");
	w = (struct web){ .ocsp = answer(&forge.root, 'g', T_NOW - 5, T_NOW + 5) };
	check(&w, V, 0, 1, 1, NULL);
	unit_case("no list, a response that revokes");
	w = (struct web){ .ocsp = answer(&forge.root, 'r', T_NOW - 5, T_NOW + 5) };
	check(&w, X, R(CERT_REVOKED), 1, 1, NULL);
	unit_case("a stale list, a good response");
	w = (struct web){ .crl = list(&forge.root, T_SIGN - 9, T_SIGN - 5, 0),
		.ocsp = answer(&forge.root, 'g', T_NOW - 5, T_NOW + 5) };
	check(&w, V, 0, 1, 1, NULL);
	unit_case("a forged list that revokes, a good response");
	w = (struct web){ .crl = list(&forge.evil_root, T_NOW - 5, T_NOW + 5, T_SIGN - 1),
		.ocsp = answer(&forge.root, 'g', T_NOW - 5, T_NOW + 5) };
	check(&w, V, 0, 1, 1, NULL);
}

static void
test_failures(void)
{
	struct web w;

	unit_case("no answer");
	w = (struct web){ 0 };
	check(&w, U, R(CRL_UNAVAILABLE), 1, 1, CRL_URL ": nothing came; " OCSP_URL ": nothing came)");
	unit_case("no answer, and why");
	w = (struct web){ .message = CRL_URL ": HTTP status 404" };
	check(&w, U, R(CRL_UNAVAILABLE), 1, 1, "; " CRL_URL ": HTTP status 404; " OCSP_URL ": ");
	unit_case("a message that would move the cursor");
	w = (struct web){ .message = "\033[2J" };
	check(&w, U, R(CRL_UNAVAILABLE), 1, 1, CRL_URL ": \\x1b[2J");
	unit_case("a forged list, and a forged response");
	w = (struct web){ .crl = list(&forge.evil_root, T_NOW - 5, T_NOW + 5, 0),
		.ocsp = answer(&forge.evil_root, 'g', T_NOW - 5, T_NOW + 5) };
	check(&w, U, R(CRL_UNAVAILABLE), 1, 1, "the list is not signed by this issuer");
	unit_case("the responder does not know");
	w = (struct web){ .ocsp = answer(&forge.root, 'u', T_NOW - 5, T_NOW + 5) };
	check(&w, U, R(CRL_UNAVAILABLE), 1, 1, "the responder does not know the certificate");
	unit_case("a page in the place of a list");
	w = (struct web){ 0 };
	CHECK_OK(forge.ctx, eci_buf_adds(forge.ctx, &w.crl, "<html>404</html>"));
	check(&w, U, R(CRL_UNAVAILABLE), 1, 1, CRL_URL ": no revocation list in it");
	unit_case("a list in the place of a response");
	w = (struct web){ .ocsp = list(&forge.root, T_NOW - 5, T_NOW + 5, 0) };
	check(&w, U, R(CRL_UNAVAILABLE), 1, 1, OCSP_URL ": ");
	unit_case("tryLater");
	w = (struct web){ 0 };
	CHECK_OK(forge.ctx, eci_buf_add(forge.ctx, &w.ocsp, "\x30\3\xa\1\3", 5));
	check(&w, U, R(CRL_UNAVAILABLE), 1, 1, "the responder answered tryLater");
}

/* Nobody connects without need. */
static void
test_restraint(void)
{
	struct web w = { 0 };
	ecert_trust *trust;
	struct eci_buf b;
	char *text;

	unit_case("a list is at hand");
	trust = store_new();
	b = store_list(&forge.root, T_NOW - 5, T_NOW + 5, NULL, 0);
	store_add(trust, ecert_trust_add_crls, &b);
	ecert_free(judge(&signer, trust, &w, V, 0));
	CHECK_INT(w.n_crl + w.n_ocsp + w.n_other, 0);
	ecert_trust_free(trust);
	unit_case("nobody vouches for the signer");
	CHECK_OK(forge.ctx, ecert_trust_new(forge.ctx, &trust));
	ecert_free(judge(&signer, trust, &w, U, R(CERT_UNTRUSTED)));
	CHECK_INT(w.n_crl + w.n_ocsp + w.n_other, 0);
	ecert_trust_free(trust);
	unit_case("it is not allowed");
	trust = store_new();
	text = store_judge(&signer, trust, NULL, U, R(CRL_UNAVAILABLE));
	CHECK(strstr(text, "ecert-verify --trust DIR --fetch FILE, which asks " CRL_URL) != NULL);
	ecert_free(text);
	unit_case("the certificate names no place");
	text = judge(&plain_signer, trust, &w, U, R(CRL_UNAVAILABLE));
	CHECK(strstr(text, "--fetch") == NULL);
	CHECK_INT(w.n_crl + w.n_ocsp + w.n_other, 0);
	ecert_free(text);
	unit_case("a certificate that names more places than are asked");
	ecert_free(judge(&many, trust, &w, U, R(CRL_UNAVAILABLE)));
	CHECK_INT(w.n_other, 3);
	ecert_trust_free(trust);
}

static struct party
forge_responder(const struct party *by)
{
	struct fwho who = forge_leaf("Responder", &forge.root);
	struct party p = party_of(&who);
	struct eci_buf more = { 0 };

	put_extension_hex(forge.ctx, &more, "2.5.29.37", false, OCSP_SIGNING);
	extend(forge.ctx, &p, by, &more);
	eci_buf_free(&more);
	return p;
}

/* A responder that a list at hand revokes is not believed over the network either. */
static void
test_responder(void)
{
	struct party root = party_of(&forge.root), cert = party_of(&signer);
	struct party resp = forge_responder(&root);
	struct response_spec r = { .by = &resp, .produced = T_NOW - 5, .n = 1, .certs = { &resp } };
	struct fwho who = { resp.key, resp.cert };
	struct web w = { 0 };
	ecert_trust *trust = store_new();
	struct eci_buf b;

	r.v[0] = (struct single_spec){ &cert, &root, ECI_ID_SM3, 'g', 0, 0, T_NOW - 5, T_NOW + 5, NULL,
	    NULL };
	unit_case("a responder, fetched");
	w.ocsp = response(forge.ctx, &r);
	ecert_free(judge(&signer, trust, &w, V, 0));
	CHECK_INT(w.n_ocsp, 1);
	unit_case("the same, revoked by a list at hand");
	b = store_list(&forge.root, T_SIGN - 20, T_SIGN - 10, &who, T_SIGN - 30);
	store_add(trust, ecert_trust_add_crls, &b);
	ecert_free(judge(&signer, trust, &w, U, R(CRL_UNAVAILABLE)));
	ecert_trust_free(trust);
	web_free(&w);
	party_free(&resp);
}

/* Two certificates of one list: it is asked for once. */
static void
test_once(void)
{
	struct fwho sub = forge_keep(forge_ca("Sub CA", &forge.root, 0));
	struct party p = party_of(&sub), by = party_of(&forge.root);
	struct eci_buf more = { 0 };
	ecert_trust *trust = store_new(), *was = forge.trust;
	struct web w = { 0 };

	put_crl_url(forge.ctx, &more, CRL_URL);
	extend(forge.ctx, &p, &by, &more);
	eci_buf_free(&more);
	forge.kept[forge.n_kept - 1] = sub = (struct fwho){ p.key, p.cert };
	forge.trust = trust;
	forge_trust_cert(&sub, ecert_trust_add_intermediates);
	forge.trust = was;
	unit_case("two certificates that name one place");
	signer = store_signer("Lab A", &sub, CRL_URL, NULL);
	ecert_free(judge(&signer, trust, &w, U, R(CRL_UNAVAILABLE)));
	CHECK_INT(w.n_crl, 1);
	ecert_trust_free(trust);
}

/* A place is asked once, for what it is asked there, and about whom. */
static void
test_places(void)
{
	struct fwho sub = forge_keep(forge_ca("Sub CA", &forge.root, 0)), same, three;
	struct party p = party_of(&sub), by = party_of(&forge.root);
	struct eci_buf more = { 0 };
	ecert_trust *trust = store_new(), *was = forge.trust;
	struct web w = { 0 };
	char *text;

	put_access(forge.ctx, &more, "1.3.6.1.5.5.7.48.1", OCSP_URL);
	extend(forge.ctx, &p, &by, &more);
	eci_buf_free(&more);
	forge.kept[forge.n_kept - 1] = sub = (struct fwho){ p.key, p.cert };
	forge.trust = trust;
	forge_trust_cert(&sub, ecert_trust_add_intermediates);
	forge.trust = was;
	unit_case("one responder, two certificates");
	signer = store_signer("Lab A", &sub, NULL, OCSP_URL);
	ecert_free(judge(&signer, trust, &w, U, R(CRL_UNAVAILABLE)));
	CHECK_INT(w.n_ocsp, 2);
	unit_case("one place for lists and responses");
	same = store_signer("Lab A", &forge.root, CRL_URL, CRL_URL);
	w = (struct web){ 0 };
	ecert_free(judge(&same, trust, &w, U, R(CRL_UNAVAILABLE)));
	CHECK_INT(w.n_crl, 2);
	CHECK(!w.asked_well);
	unit_case("more responders than are asked");
	three = forge_leaf("Lab A", &forge.root);
	p = party_of(&three);
	/* http://a/ to http://c/ */
	put_extension_hex(forge.ctx, &more, "1.3.6.1.5.5.7.1.1", false, "3045"
	    "301506082b060105050730018609687474703a2f2f612f"
	    "301506082b060105050730018609687474703a2f2f622f"
	    "301506082b060105050730018609687474703a2f2f632f");
	extend(forge.ctx, &p, &by, &more);
	eci_buf_free(&more);
	three = forge_keep((struct fwho){ p.key, p.cert });
	w = (struct web){ 0 };
	ecert_free(judge(&three, trust, &w, U, R(CRL_UNAVAILABLE)));
	CHECK_INT(w.n_other, 2);
	unit_case("that something was fetched is told");
	signer = store_signer("Lab A", &forge.root, CRL_URL, NULL);
	w = (struct web){ .crl = list(&forge.root, T_NOW - 5, T_NOW + 5, 0) };
	text = judge(&signer, trust, &w, V, 0);
	CHECK(strstr(text, "\nmode: partly online, by the network (revocation lists and "
	    "responses)\n") != NULL);
	ecert_free(text);
	web_free(&w);
	unit_case("and that nothing came is not");
	w = (struct web){ 0 };
	text = judge(&signer, trust, &w, U, R(CRL_UNAVAILABLE));
	CHECK(strstr(text, "\nmode: offline: ") != NULL);
	ecert_free(text);
	ecert_trust_free(trust);
}

/* By hand: the same question twice, and one too many. */
static void
test_bounds(void)
{
	struct fwho who = store_signer("Lab A", &forge.root, NULL, OCSP_URL);
	struct eci_vrun run = { .rep = NULL };
	struct web w = { 0 };
	struct eci_vat at;
	size_t i, n;
	bool more;

	for (n = 63; n <= 64; n++) {
		unit_case("a place after %zu others", n);
		item_begin(&run, &at);
		run.pol.fetch = web_fetch;
		run.pol.fetch_arg = &w;
		w = (struct web){ 0 };
		run.fetched.asked = calloc(n, sizeof(*run.fetched.asked));
		run.fetched.n_asked = run.fetched.cap_asked = n;
		for (i = 0; i < n; i++)
			CHECK_OK(forge.ctx, eci_strdup(forge.ctx, "http://x/", &run.fetched.asked[i].url));
		for (i = 0; i < 2; i++) {
			CHECK_OK(forge.ctx, eci_verify_fetch(&at, who.cert, forge.root.cert, 0, &more));
			CHECK(more);
			CHECK_INT(w.n_ocsp, n < 64);
		}
		CHECK_OK(forge.ctx, eci_verify_fetch(&at, who.cert, forge.root.cert, 1, &more));
		CHECK(!more);
		eci_verify_fetched_free(&run);
	}
	ecert_report_free(run.rep);
}

int
main(void)
{
	struct party p, by;
	struct eci_buf more = { 0 };

	forge_start();
	signer = store_signer("Lab A", &forge.root, CRL_URL, OCSP_URL);
	plain_signer = store_signer("Lab A", &forge.root, NULL, NULL);
	many = forge_leaf("Lab A", &forge.root);
	p = party_of(&many);
	by = party_of(&forge.root);
	/* Four points, http://a/ to http://d/ */
	put_extension_hex(forge.ctx, &more, "2.5.29.31", false, "3044"
	    "300fa00da00b8609687474703a2f2f612f" "300fa00da00b8609687474703a2f2f622f"
	    "300fa00da00b8609687474703a2f2f632f" "300fa00da00b8609687474703a2f2f642f");
	extend(forge.ctx, &p, &by, &more);
	eci_buf_free(&more);
	many = forge_keep((struct fwho){ p.key, p.cert });
	test_answers();
	test_failures();
	test_restraint();
	test_responder();
	test_once();
	test_places();
	test_bounds();
	forge_end();
	return unit_end();
}
