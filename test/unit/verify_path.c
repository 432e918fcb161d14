/* SPDX-License-Identifier: Apache-2.0 */
/* Who vouches for a certificate, and who took it back. */
#include "../negative/forge_item.h"
#include "../negative/forge_list.h"

static void
signer_self_signed(struct forge *f)
{
	forge_sign_as(f, forge_leaf_of((struct eci_issue){ 0 }, NULL));
}

static void
signer_evil(struct forge *f)
{
	forge_sign_as(f, forge.evil_signer);
}

static void
all_evil(struct forge *f)
{
	signer_evil(f);
	f->maker = forge.evil_maker;
}

/* The issuer is itself an end entity. */
static void
signer_below_leaf(struct forge *f)
{
	forge_sign_as(f, forge_leaf_of((struct eci_issue){ .cn = "Lab A2" }, &forge.other));
}

static void
signer_of_old_ca(struct forge *f)
{
	forge_sign_as(f, forge_leaf_of((struct eci_issue){ .cn = "Lab A3" }, &forge.old_ca));
}

static void
signer_too_deep(struct forge *f)
{
	forge_sign_as(f, forge_leaf_of((struct eci_issue){ .cn = "Lab A4" }, &forge.below_ca));
}

/* Any certificate of the CA makes a seal: it is no seal maker for that. */
static void
maker_is_lab(struct forge *f)
{
	f->maker = forge.other;
}

static void
maker_evil(struct forge *f)
{
	f->maker = forge.evil_maker;
}

static void
maker_self(struct forge *f)
{
	f->maker = forge.signer;
}

/* A trust store of its own. */
struct store {
	bool        roots, makers, crl;
	const struct fwho *revoked;
	int64_t     when;
	const char *reason;              /* CRLReason, NULL: none */
	int64_t     invalid;             /* invalidityDate, 0: none */
	forge_hook *before;
	const struct fwho *below;        /* an authority below the root, with its list */
};

#define ALL .roots = true, .makers = true, .crl = true

static void
add_list(const struct fwho *by, const struct store *s, ecert_trust *trust)
{
	struct eci_buf crl = { 0 };
	uint64_t serial = 0;
	bool one = s != NULL && s->revoked != NULL;

	if (one)
		serial = strtoull(eci_cert_serial(s->revoked->cert), NULL, 16);
	CHECK_OK(forge.ctx, eci_issue_crl(forge.ctx, by->key, by->cert, T_NOW - 1000,
	    T_NOW + 1000, 2, one ? &serial : NULL, one ? &s->when : NULL, one, &crl));
	if (one)
		forge_list_why(by, &crl, s->reason, s->invalid);
	CHECK_OK(forge.ctx, ecert_trust_add_crls(forge.ctx, trust, crl.ptr, crl.len));
	eci_buf_free(&crl);
}

static void
judge_with(const struct store *s, ecert_verdict want, ecert_reason r, bool no_revocation)
{
	const ecert_reason any[6] = { r };
	struct forge_case plain = { .name = "", .before = s->before };
	ecert_policy *policy = NULL;
	ecert_trust *trust = NULL, *was = forge.trust;
	struct forge f;

	CHECK_OK(forge.ctx, ecert_trust_new(forge.ctx, &trust));
	forge.trust = trust;
	if (s->roots)
		forge_trust_cert(&forge.root, ecert_trust_add_roots);
	if (s->roots)
		forge_trust_cert(&forge.root, ecert_trust_add_intermediates);
	if (s->makers)
		forge_trust_cert(&forge.maker, ecert_trust_add_makers);
	if (s->below != NULL)
		forge_trust_cert(s->below, ecert_trust_add_intermediates);
	forge.trust = was;
	if (s->crl)
		add_list(&forge.root, s, trust);
	if (s->below != NULL)
		add_list(s->below, NULL, trust);
	CHECK_OK(forge.ctx, ecert_policy_new(forge.ctx, &policy));
	ecert_policy_set_trust(policy, trust);
	ecert_policy_set_insecure_no_revocation(policy, no_revocation);
	forge_make(&f, &plain);
	forge_judge(&f, policy, want, any);
	forge_free(&f);
	ecert_policy_free(policy);
	ecert_trust_free(trust);
}

static const struct forge_case cases[] = {
	{ "self-signed signer", signer_self_signed, NULL, NULL, NULL, U,
	    { R(CERT_UNTRUSTED) } },
	{ "a CA of the same name", signer_evil, NULL, NULL, NULL, U, { R(CERT_UNTRUSTED) } },
	{ "a CA of the same name, seal and all", all_evil, NULL, NULL, NULL, U,
	    { R(CERT_UNTRUSTED), R(SEAL_MAKER_UNTRUSTED) } },
	{ "issuer expired before signing", signer_of_old_ca, NULL, NULL, NULL, X,
	    { R(CERT_EXPIRED) } },
	{ "path longer than its CA allows", signer_too_deep, NULL, NULL, NULL, X,
	    { R(CERT_CONSTRAINT) } },
	{ "issued by an end entity", signer_below_leaf, NULL, NULL, NULL, U,
	    { R(CERT_UNTRUSTED), R(CERT_CONSTRAINT) } },
	{ "seal made by a lab of the CA", maker_is_lab, NULL, NULL, NULL, U,
	    { R(SEAL_MAKER_UNTRUSTED) } },
	{ "seal made by its user", maker_self, NULL, NULL, NULL, U,
	    { R(SEAL_MAKER_UNTRUSTED) } },
	{ "seal made by a stranger", maker_evil, NULL, NULL, NULL, U,
	    { R(SEAL_MAKER_UNTRUSTED) } },
};

static void
test_stores(void)
{
	static const ecert_reason untrusted[6] = { ECERT_R_CERT_UNTRUSTED };
	struct forge_case plain = { .name = "" };
	struct forge f;

	unit_case("store: nobody is trusted");
	forge_make(&f, &plain);
	forge_judge(&f, NULL, U, untrusted);
	forge_free(&f);
	unit_case("store: all there");
	judge_with(&(struct store){ .roots = true, .makers = true, .crl = true }, V, 0, false);
	unit_case("store: no makers, though the root would vouch for him");
	judge_with(&(struct store){ .roots = true, .crl = true }, U,
	    R(SEAL_MAKER_UNTRUSTED), false);
	unit_case("store: no roots");
	judge_with(&(struct store){ .makers = true, .crl = true }, U, R(CERT_UNTRUSTED), false);
	unit_case("store: no lists");
	judge_with(&(struct store){ .roots = true, .makers = true }, U, R(CRL_UNAVAILABLE),
	    false);
	unit_case("store: no lists, and none wanted");
	judge_with(&(struct store){ .roots = true, .makers = true }, V, R(CRL_UNAVAILABLE),
	    true);
	unit_case("store: signer revoked before signing");
	judge_with(&(struct store){ ALL, .revoked = &forge.signer, .when = T_SIGN - 1 }, X,
	    R(CERT_REVOKED), false);
	unit_case("store: signer revoked, revocation not wanted where unknown");
	judge_with(&(struct store){ ALL, .revoked = &forge.signer, .when = T_SIGN - 1 }, X,
	    R(CERT_REVOKED), true);
	unit_case("store: signer revoked after signing");
	judge_with(&(struct store){ ALL, .revoked = &forge.signer, .when = T_SIGN + 1 }, V,
	    R(CERT_REVOKED), false);
	unit_case("store: maker revoked before the seal was used");
	judge_with(&(struct store){ ALL, .revoked = &forge.maker, .when = T_SIGN - 1 }, X,
	    R(CERT_REVOKED), false);
	unit_case("store: maker revoked after the seal was used");
	judge_with(&(struct store){ ALL, .revoked = &forge.maker, .when = T_SIGN + 1 }, V,
	    R(CERT_REVOKED), false);
	unit_case("store: somebody else revoked");
	judge_with(&(struct store){ ALL, .revoked = &forge.other, .when = T_SIGN - 1 }, V, 0, false);
}

static struct fwho below_signer;

static void
signer_below(struct forge *f)
{
	forge_sign_as(f, below_signer);
}

/* Whoever stole a key claims a time before its revocation. */
static void
test_stolen(void)
{
	static const struct {
		const char   *name, *reason;
		int64_t       when, invalid;
		ecert_verdict want;
	} rows[] = {
		{ "key compromised", "\1", T_SIGN + 1, 0, U },
		{ "authority compromised", "\2", T_SIGN + 1, 0, U },
		{ "superseded", "\4", T_SIGN + 1, 0, V },
		{ "unspecified", "\0", T_SIGN + 1, 0, V },
		{ "key compromised before", "\1", T_SIGN, 0, X },
		{ "key compromised, invalid a second after", "\1", T_SIGN + 2, T_SIGN + 1, U },
		{ "key compromised, invalid at that second", "\1", T_SIGN + 2, T_SIGN, X },
		{ "key compromised, invalid before", "\1", T_SIGN + 2, T_SIGN - 1, X },
		{ "superseded, invalid before", "\4", T_SIGN + 2, T_SIGN - 1, X },
		{ "no reason, invalid before", NULL, T_SIGN + 2, T_SIGN - 1, X },
		{ "key compromised before, invalid after", "\1", T_SIGN - 1, T_SIGN + 1, X },
	};
	struct fwho ca = forge_keep(forge_ca("Sub CA", &forge.root, 0));
	struct store s = { ALL };
	size_t i;

	below_signer = forge_leaf_of((struct eci_issue){ 0 }, &ca);
	for (i = 0; i < ECI_COUNT(rows); i++) {
		s.when = rows[i].when;
		s.reason = rows[i].reason;
		s.invalid = rows[i].invalid;
		s.before = NULL;
		s.below = NULL;
		unit_case("signer revoked after signing: %s", rows[i].name);
		s.revoked = &forge.signer;
		judge_with(&s, rows[i].want, R(CERT_REVOKED), false);
		unit_case("maker revoked after use: %s", rows[i].name);
		s.revoked = &forge.maker;
		judge_with(&s, rows[i].want, R(CERT_REVOKED), true);
		unit_case("intermediate revoked after signing: %s", rows[i].name);
		s.revoked = s.below = &ca;
		s.before = signer_below;
		judge_with(&s, rows[i].want, R(CERT_REVOKED), false);
	}
	unit_case("a store with an intermediate and its list");
	s.revoked = NULL;
	judge_with(&s, V, 0, false);
}

/* The report of a good document, judged with makers as what may make seals. */
static char *
text_with(const struct fwho *maker, const char *lang)
{
	struct forge_case plain = { .name = "" };
	ecert_trust *trust = NULL, *was = forge.trust;
	ecert_policy *policy = NULL;
	ecert_report *rep = NULL;
	char *text = NULL;
	struct forge f;

	CHECK_OK(forge.ctx, ecert_trust_new(forge.ctx, &trust));
	forge.trust = trust;
	forge_trust_cert(&forge.root, ecert_trust_add_roots);
	if (maker != NULL)
		forge_trust_cert(maker, ecert_trust_add_makers);
	forge.trust = was;
	CHECK_OK(forge.ctx, ecert_policy_new(forge.ctx, &policy));
	ecert_policy_set_trust(policy, trust);
	ecert_policy_set_insecure_no_revocation(policy, 1);
	forge_make(&f, &plain);
	ecert_verify_mem(forge.ctx, f.file.ptr, f.file.len, "x.ofd", policy, &rep);
	CHECK_OK(forge.ctx, ecert_report_text(forge.ctx, rep, lang, &text));
	ecert_report_free(rep);
	forge_free(&f);
	ecert_policy_free(policy);
	ecert_trust_free(trust);
	return text;
}

static void
test_advice(void)
{
	char *t, want[128];

	unit_case("advice: the seal maker himself, never his issuer");
	snprintf(want, sizeof(want), "put his own certificate, serial %s of CN=Seal maker",
	    eci_cert_serial(forge.maker.cert));
	t = text_with(NULL, "en");
	CHECK(strstr(t, want) != NULL);
	CHECK(strstr(t, "x.ofd: UNDECIDED SEAL_MAKER_UNTRUSTED") == t);
	CHECK(strstr(t, "only one that certifies nobody but seal makers belongs there") != NULL);
	ecert_free(t);
	unit_case("advice: once it is followed there is nothing to note");
	t = text_with(&forge.maker, "en");
	CHECK(strstr(t, "x.ofd: VALID\n") == t);
	CHECK(strstr(t, "certifies signers too") == NULL);
	ecert_free(t);
	unit_case("an authority of signers among the makers is noted");
	t = text_with(&forge.root, "en");
	CHECK(strstr(t, "  (seal.maker.path, signature 1): CN=") != NULL);
	CHECK(strstr(t, "is in makers and certifies signers too") != NULL);
	ecert_free(t);
	t = text_with(&forge.root, "zh");
	CHECK(strstr(t, "同时也给签名人签发证书") != NULL);
	ecert_free(t);
}

/* ---- one certificate, one store ---- */

/* OWN is below SHORT, which ended before seals are made, STRAY below OLD, which ended
 * before they are used. */
enum { NONE, ROOT, EVIL, SHORT, OLD, SIGNER, STRAY, OWN, N_WHO };
static struct fwho who[N_WHO];

struct path_row {
	const char       *name;
	enum eci_vrole    role;
	ecert_ses_version ses;
	int               anchor;      /* of that role */
	int               root;        /* of signers besides */
	int               leaf, signer;
	struct eci_vwhen  when;
	struct item       want;
	size_t            n;
};

static void
set_store(const struct path_row *r, ecert_trust *trust)
{
	ecert_trust *was = forge.trust;

	forge.trust = trust;
	if (r->anchor != NONE)
		forge_trust_cert(&who[r->anchor], r->role == ECI_ROLE_MAKER ? ecert_trust_add_makers :
		    r->role == ECI_ROLE_TSA ? ecert_trust_add_tsa : ecert_trust_add_roots);
	if (r->root != NONE)
		forge_trust_cert(&who[r->root], ecert_trust_add_roots);
	forge_trust_cert(&who[SHORT], ecert_trust_add_intermediates);
	forge_trust_cert(&who[OLD], ecert_trust_add_intermediates);
	forge.trust = was;
}

static void
judge_path(const struct path_row *r)
{
	struct eci_vwhen when = r->when;
	struct eci_vrun run = { .rep = NULL };
	ecert_policy *policy = NULL;
	ecert_trust *trust = NULL;
	struct eci_vat at;

	CHECK_OK(forge.ctx, ecert_trust_new(forge.ctx, &trust));
	set_store(r, trust);
	CHECK_OK(forge.ctx, ecert_policy_new(forge.ctx, &policy));
	ecert_policy_set_trust(policy, trust);
	item_begin(&run, &at);
	eci_verify_policy(forge.ctx, policy, &run.pol);
	at.ses = r->ses;
	when.signer = r->signer != NONE ? who[r->signer].cert : NULL;
	CHECK_OK(forge.ctx, eci_verify_cert_path(&at, r->role, who[r->leaf].cert, &when));
	item_check(run.rep, &r->want, r->n);
	ecert_report_free(run.rep);
	ecert_policy_free(policy);
	ecert_trust_free(trust);
}

static void
test_by_hand(void)
{
#define USED .known = true, .used = T_SIGN
#define MADE .has_made = true, .made = T_SEAL
#define EXPIRED(c, says) { c, FAIL, R(CERT_EXPIRED), false, says }
#define BROAD { ECI_V_MAKER_PATH, NOTE, 0, false, "is in makers and certifies signers too" }
	static const struct path_row rows[] = {
		{ "an authority that ended, a signer", ECI_ROLE_SIGNER, ECERT_SES_V4, ROOT, NONE, OWN,
		    NONE, { USED }, EXPIRED(ECI_V_SIGNER_PATH, "at signing time, 2023-11-14T22:13:20Z: "),
		    1 },
		{ "an authority that ended, a maker of V4", ECI_ROLE_MAKER, ECERT_SES_V4, ROOT, NONE, OWN,
		    NONE, { USED, MADE }, EXPIRED(ECI_V_MAKER_PATH, "at signing time"), 1 },
		{ "an authority that ended, a maker of V5", ECI_ROLE_MAKER, ECERT_SES_V5, ROOT, NONE, OWN,
		    NONE, { USED, MADE }, EXPIRED(ECI_V_MAKER_PATH, "when the seal was made, "
		    "2023-07-22T04:26:40Z: "), 1 },
		{ "an authority that ended, a stamp", ECI_ROLE_TSA, ECERT_SES_V4, ROOT, NONE, OWN,
		    NONE, { USED }, EXPIRED(ECI_V_TSA_PATH, "at the time of the stamp"), 1 },
		{ "an authority that ended since a seal of V5 was made", ECI_ROLE_MAKER, ECERT_SES_V5,
		    ROOT, NONE, STRAY, NONE, { USED, MADE }, { ECI_V_MAKER_PATH, PASS, 0, false,
		    "3 certificates, up to CN=Forge Root" }, 1 },
		{ "an authority that ended since a seal of V4 was made", ECI_ROLE_MAKER, ECERT_SES_V4,
		    ROOT, NONE, STRAY, NONE, { USED, MADE },
		    EXPIRED(ECI_V_MAKER_PATH, "at signing time"), 1 },
		{ "one certificate", ECI_ROLE_SIGNER, ECERT_SES_V4, SIGNER, NONE, SIGNER, NONE, { USED },
		    { ECI_V_SIGNER_PATH, PASS, 0, false, "1 certificate, up to CN=Lab A" }, 1 },
		{ "nobody vouches", ECI_ROLE_SIGNER, ECERT_SES_V4, EVIL, NONE, SIGNER, NONE, { USED },
		    { ECI_V_SIGNER_REVOCATION, UNDEC, R(CRL_UNAVAILABLE), false, "no trusted path" }, 1 },
		{ "makers: an authority of its own", ECI_ROLE_MAKER, ECERT_SES_V4, ROOT, EVIL, SIGNER,
		    NONE, { USED, MADE }, BROAD, 0 },
		{ "makers: it vouches for another signer", ECI_ROLE_MAKER, ECERT_SES_V4, ROOT, EVIL,
		    SIGNER, EVIL, { USED, MADE }, BROAD, 0 },
		{ "makers: it vouches for the signer, too", ECI_ROLE_MAKER, ECERT_SES_V4, ROOT, EVIL,
		    SIGNER, SIGNER, { USED, MADE }, BROAD, 1 },
		{ "makers: it is among the roots", ECI_ROLE_MAKER, ECERT_SES_V4, ROOT, ROOT, SIGNER,
		    NONE, { USED, MADE }, BROAD, 1 },
		{ "makers: it is among the roots, another signer", ECI_ROLE_MAKER, ECERT_SES_V4, ROOT,
		    ROOT, SIGNER, EVIL, { USED, MADE }, BROAD, 1 },
		{ "makers: a maker himself", ECI_ROLE_MAKER, ECERT_SES_V4, SIGNER, SIGNER, SIGNER,
		    SIGNER, { USED, MADE }, BROAD, 0 },
		{ "roots: they vouch for signers", ECI_ROLE_SIGNER, ECERT_SES_V4, ROOT, ROOT, SIGNER,
		    SIGNER, { USED }, { ECI_V_SIGNER_PATH, NOTE, 0, false, "" }, 0 },
	};
	size_t i;

	who[ROOT] = forge.root;
	who[EVIL] = forge.evil_root;
	who[OLD] = forge.old_ca;
	who[SIGNER] = forge.signer;
	who[SHORT] = forge_keep(forge_issue_as((struct eci_issue){ .cn = "Short CA", .ca = true,
	    .pathlen = -1, .until = T_SEAL - 1, .usage = "keyCertSign,cRLSign" }, &forge.root));
	who[OWN] = forge_leaf_of((struct eci_issue){ 0 }, &who[SHORT]);
	who[STRAY] = forge_leaf_of((struct eci_issue){ 0 }, &who[OLD]);
	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("by hand: %s", rows[i].name);
		judge_path(&rows[i]);
	}
}

/* test/vectors: made by OpenSSL without an ID. */
static void
test_empty_id(void)
{
	const struct item want = { ECI_V_SIGNER_PATH, NOTE, 0, true, "with the empty SM2 ID" };
	struct eci_buf root = { 0 }, leaf = { 0 };
	struct eci_certs ends = { 0 };
	struct eci_vwhen when = { .known = true };
	struct eci_vrun run = { .rep = NULL };
	ecert_policy *policy = NULL;
	ecert_trust *trust = NULL;
	struct eci_vat at;

	unit_case("a path with the empty ID is a deviation");
	CHECK_OK(forge.ctx, eci_read_file(forge.ctx, "test/vectors/sm2/cert-empty-id.pem", 1 << 20, &root));
	CHECK_OK(forge.ctx, eci_read_file(forge.ctx, "test/vectors/sm2/leaf-empty-id.pem", 1 << 20, &leaf));
	CHECK_OK(forge.ctx, eci_certs_load(forge.ctx, "leaf", leaf.ptr, leaf.len, &ends));
	CHECK_OK(forge.ctx, ecert_trust_new(forge.ctx, &trust));
	CHECK_OK(forge.ctx, ecert_trust_add_roots(forge.ctx, trust, root.ptr, root.len));
	CHECK_OK(forge.ctx, ecert_policy_new(forge.ctx, &policy));
	ecert_policy_set_trust(policy, trust);
	ecert_policy_set_insecure_empty_sm2_id(policy, 1);
	item_begin(&run, &at);
	eci_verify_policy(forge.ctx, policy, &run.pol);
	when.used = eci_cert_not_before(ends.v[0]) + 86400;
	CHECK_OK(forge.ctx, eci_verify_cert_path(&at, ECI_ROLE_SIGNER, ends.v[0], &when));
	item_check(run.rep, &want, 1);
	ecert_report_free(run.rep);
	ecert_policy_free(policy);
	ecert_trust_free(trust);
	eci_certs_free(&ends);
	eci_buf_free(&root);
	eci_buf_free(&leaf);
}

int
main(void)
{
	forge_start();
	test_by_hand();
	test_empty_id();
	forge_run(cases, ECI_COUNT(cases));
	test_stores();
	test_stolen();
	test_advice();
	forge_end();
	return unit_end();
}
