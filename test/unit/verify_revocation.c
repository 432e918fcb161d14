/* SPDX-License-Identifier: Apache-2.0 */
/* Lists and responses together: one that counts and revokes wins, and what is stale,
 * foreign or forged beside a good one changes nothing. */
#include "../negative/forge_store.h"

enum { NO, GOOD, OLD, BEFORE, AFTER, STOLEN, UNKNOWN, FORGED, HOLD };

static struct fwho signer, sub, below;

static struct eci_buf
list_of_kind(int kind)
{
	struct eci_buf b;
	const char *reason = kind == STOLEN ? "\1" : kind == HOLD ? "\6" : NULL;
	int64_t when = kind == BEFORE || kind == HOLD ? T_SIGN - 1 :
	    kind == AFTER || kind == STOLEN ? T_SIGN + 1 : 0;

	if (kind == OLD)
		return store_list(&forge.root, T_SIGN - 1000, T_SIGN - 10, NULL, 0);
	b = store_list(kind == FORGED ? &forge.evil_root : &forge.root, T_NOW - 10, T_NOW + 1000,
	    &signer, when);
	forge_list_why(&forge.root, &b, reason, 0);
	return b;
}

static struct eci_buf
response_of_kind(int kind)
{
	if (kind == OLD)
		return store_response(&forge.root, &signer, 'g', T_SIGN - 1000, T_SIGN - 10, 0, 0);
	if (kind == UNKNOWN || kind == GOOD)
		return store_response(&forge.root, &signer, kind == GOOD ? 'g' : 'u', T_NOW - 10,
		    T_NOW + 1000, 0, 0);
	if (kind == FORGED)
		return store_response(&forge.evil_root, &signer, 'r', T_NOW - 10, T_NOW + 1000,
		    T_SIGN - 1, 0);
	return store_response(&forge.root, &signer, 'r', T_NOW - 10, T_NOW + 1000,
	    kind == BEFORE || kind == HOLD ? T_SIGN - 1 : T_SIGN + 1,
	    kind == STOLEN ? 1 : kind == HOLD ? 6 : 0);
}

static const struct {
	const char   *name;
	int           list[2], response[2];
	ecert_verdict want;
	ecert_reason  r;
} rows[] = {
	{ "nothing", { NO }, { NO }, U, R(CRL_UNAVAILABLE) },
	{ "a good list", { GOOD }, { NO }, V, 0 },
	{ "a good response", { NO }, { GOOD }, V, 0 },
	{ "both", { GOOD }, { GOOD }, V, 0 },
	{ "a stale list, a good response", { OLD }, { GOOD }, V, 0 },
	{ "a good list, a stale response", { GOOD }, { OLD }, V, 0 },
	{ "a stale list, a stale response", { OLD }, { OLD }, U, R(CRL_UNAVAILABLE) },
	{ "a response older than the signature that ended", { NO }, { OLD }, U,
	    R(CRL_UNAVAILABLE) },
	{ "a forged list, a good response", { FORGED }, { GOOD }, V, 0 },
	{ "a good list, a forged response that revokes", { GOOD }, { FORGED }, V, 0 },
	{ "a forged response that revokes", { NO }, { FORGED }, U, R(CRL_UNAVAILABLE) },
	{ "the responder does not know", { NO }, { UNKNOWN }, U, R(CRL_UNAVAILABLE) },
	{ "the responder does not know, the list is good", { GOOD }, { UNKNOWN }, V, 0 },
	{ "a good list, a response that revokes", { GOOD }, { BEFORE }, X, R(CERT_REVOKED) },
	{ "a list that revokes, a good response", { BEFORE }, { GOOD }, X, R(CERT_REVOKED) },
	{ "two responses, good and revoked", { NO }, { GOOD, BEFORE }, X, R(CERT_REVOKED) },
	{ "two responses, revoked and good", { NO }, { BEFORE, GOOD }, X, R(CERT_REVOKED) },
	{ "two lists, good and revoked", { GOOD, BEFORE }, { NO }, X, R(CERT_REVOKED) },
	{ "two lists, revoked and good", { BEFORE, GOOD }, { NO }, X, R(CERT_REVOKED) },
	{ "revoked after signing, says a response", { NO }, { AFTER }, V, R(CERT_REVOKED) },
	{ "after signing, says a list; before, says a response", { AFTER }, { BEFORE }, X,
	    R(CERT_REVOKED) },
	{ "stolen after signing, says a response", { GOOD }, { STOLEN }, U, R(CERT_REVOKED) },
	{ "superseded after signing and stolen after signing", { AFTER }, { STOLEN }, U,
	    R(CERT_REVOKED) },
	{ "on hold, says a response", { NO }, { HOLD }, X, R(CERT_REVOKED) },
	{ "on hold, says a list", { HOLD }, { NO }, X, R(CERT_REVOKED) },
};

static void
test_rows(void)
{
	ecert_trust *trust;
	struct eci_buf b;
	size_t i, k;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("%s", rows[i].name);
		trust = store_new();
		for (k = 0; k < 2; k++) {
			if (rows[i].list[k] != NO) {
				b = list_of_kind(rows[i].list[k]);
				store_add(trust, ecert_trust_add_crls, &b);
			}
			if (rows[i].response[k] != NO) {
				b = response_of_kind(rows[i].response[k]);
				store_add(trust, ecert_trust_add_ocsp, &b);
			}
		}
		store_check(&signer, trust, rows[i].want, rows[i].r);
		ecert_trust_free(trust);
	}
}

/* What is no complete list is named, and decides nothing, whatever it says. */
static void
test_unfit(void)
{
	/* deltaCRLIndicator in the place of the list's extensions; certificateIssuer in the
	 * only entry. */
	static const uint8_t delta[] = { 0xa0, 0x11, 0x30, 0x0f, 0x30, 0x0d, 0x06, 0x03, 0x55, 0x1d,
	    0x1b, 0x01, 0x01, 0xff, 0x04, 0x03, 0x02, 0x01, 0x01 };
	static const uint8_t critical[] = { 0x30, 0x0e, 0x30, 0x0c, 0x06, 0x03, 0x55, 0x1d, 0x1d,
	    0x01, 0x01, 0xff, 0x04, 0x02, 0x30, 0x00 };
	static const struct {
		const char      *name, *path;
		struct eci_bytes raw;
		const char      *en, *zh;
	} unfit[] = {
		{ "a delta list that revokes", "6", { delta, sizeof(delta) },
		    "not used: the list is a delta list", "未采用：撤销列表是增量列表" },
		{ "an unknown critical entry extension", "5.0.1+", { critical, sizeof(critical) },
		    "not used: the list has an unknown critical entry extension",
		    "未采用：撤销列表的条目含有无法识别的关键扩展" },
	};
	const struct store_call zh = { .lang = "zh" };
	ecert_trust *trust;
	struct eci_buf b;
	char *text;
	size_t i, k;

	for (i = 0; i < ECI_COUNT(unfit); i++) {
		trust = store_new();
		b = list_of_kind(BEFORE);
		forge_list_edit(&forge.root, &b, unfit[i].path, unfit[i].raw);
		store_add(trust, ecert_trust_add_crls, &b);
		unit_case("%s, alone", unfit[i].name);
		text = store_judge(&signer, trust, NULL, U, R(CRL_UNAVAILABLE));
		CHECK(strstr(text, unfit[i].en) != NULL);
		ecert_free(text);
		unit_case("%s, beside a good list", unfit[i].name);
		b = list_of_kind(GOOD);
		store_add(trust, ecert_trust_add_crls, &b);
		text = store_judge(&signer, trust, NULL, V, 0);
		CHECK(strstr(text, unfit[i].en) != NULL);
		ecert_free(text);
		text = store_judge(&signer, trust, &zh, V, 0);
		CHECK(strstr(text, unfit[i].zh) != NULL);
		ecert_free(text);
		unit_case("%s, beside one that revokes", unfit[i].name);
		b = list_of_kind(BEFORE);
		store_add(trust, ecert_trust_add_crls, &b);
		store_check(&signer, trust, X, R(CERT_REVOKED));
		for (k = 0; k < ecert_trust_note_count(trust); k++)
			CHECK(strstr(ecert_trust_note_text(trust, k), unfit[i].en) != NULL);
		CHECK_INT(k, 1);
		ecert_trust_free(trust);
	}
}

/* A list need not name who expired before it was made (RFC 5280 3.3): that it does not
 * says nothing then, unless it keeps what expired. */
static void
test_expired(void)
{
	static const uint8_t keeps[] = { 0xa0, 0x1c, 0x30, 0x1a, 0x30, 0x18, 0x06, 0x03, 0x55, 0x1d,
	    0x3c, 0x04, 0x11, 0x18, 0x0f, '2', '0', '2', '3', '0', '1', '0', '1', '0', '0', '0',
	    '0', '0', '0', 'Z' };
	enum { LIST_NOW = 1, LIST_THEN = 2, RESPONSE_NOW = 4, KEEPS = 8, NAMED = 16 };
	static const struct { const char *name; int has; ecert_verdict want; ecert_reason r; } all[] = {
		{ "expired since, and the only list is of today", LIST_NOW, U, R(CRL_UNAVAILABLE) },
		{ "expired since, and the only response is of today", RESPONSE_NOW, U,
		    R(CRL_UNAVAILABLE) },
		{ "expired since, a list of its time", LIST_THEN, V, 0 },
		{ "expired since, a list of its time and one of today", LIST_NOW | LIST_THEN, V, 0 },
		{ "expired since, a list of today that keeps what expired", LIST_NOW | KEEPS, V, 0 },
		{ "expired since, a list of today that names it", LIST_NOW | NAMED, X,
		    R(CERT_REVOKED) },
		{ "expired since, a list of its time and one of today that names it",
		    LIST_NOW | LIST_THEN | NAMED, X, R(CERT_REVOKED) },
	};
	struct fwho gone = forge_leaf_of((struct eci_issue){ .cn = "Lab D", .until = T_SIGN + 5 },
	    &forge.root);
	ecert_trust *trust;
	struct eci_buf b;
	char *text;
	size_t i;

	for (i = 0; i < ECI_COUNT(all); i++) {
		unit_case("%s", all[i].name);
		trust = store_new();
		/* The maker of the seal is in the store himself. */
		if ((all[i].has & LIST_NOW) != 0) {
			b = store_list(&forge.root, T_NOW - 10, T_NOW + 1000, &gone,
			    (all[i].has & NAMED) != 0 ? T_SIGN - 1 : 0);
			if ((all[i].has & KEEPS) != 0)
				forge_list_edit(&forge.root, &b, "5", (struct eci_bytes){ keeps,
				    sizeof(keeps) });
			store_add(trust, ecert_trust_add_crls, &b);
		}
		if ((all[i].has & LIST_THEN) != 0) {
			b = store_list(&forge.root, T_SIGN + 5, T_SIGN + 1000, NULL, 0);
			store_add(trust, ecert_trust_add_crls, &b);
		}
		if ((all[i].has & RESPONSE_NOW) != 0) {
			b = store_response(&forge.root, &gone, 'g', T_NOW - 10, T_NOW + 1000, 0, 0);
			store_add(trust, ecert_trust_add_ocsp, &b);
		}
		text = store_judge(&gone, trust, NULL, all[i].want, all[i].r);
		CHECK((all[i].want == U) == (strstr(text, "made from 2023-11-14T22:13:20Z until "
		    "2023-11-14T22:13:25Z, when the certificate expired") != NULL));
		ecert_free(text);
		ecert_trust_free(trust);
	}
}

/* Every certificate below the anchor needs a word. */
static void
test_chain(void)
{
	ecert_trust *trust = store_new(), *was = forge.trust;
	struct eci_buf b;
	char *text;

	forge.trust = trust;
	forge_trust_cert(&sub, ecert_trust_add_intermediates);
	forge.trust = was;
	unit_case("chain: nothing about anybody");
	text = store_judge(&below, trust, NULL, U, R(CRL_UNAVAILABLE));
	CHECK(strstr(text, "no list of this issuer") != NULL);
	CHECK(strstr(text, "the list of CN=Sub CA, O=Forge, C=CN into DIR/crls") != NULL);
	CHECK(strstr(text, "the list of CN=Forge Root, O=Forge, C=CN into DIR/crls") != NULL);
	ecert_free(text);
	unit_case("chain: the signer is good, the authority is not known");
	b = store_response(&sub, &below, 'g', T_NOW - 5, T_NOW + 5, 0, 0);
	store_add(trust, ecert_trust_add_ocsp, &b);
	text = store_judge(&below, trust, NULL, U, R(CRL_UNAVAILABLE));
	CHECK(strstr(text, "the list of CN=Sub CA") == NULL);
	CHECK(strstr(text, "the list of CN=Forge Root") != NULL);
	ecert_free(text);
	unit_case("chain: a response for the one, a list for the other");
	b = store_list(&forge.root, T_NOW - 5, T_NOW + 5, NULL, 0);
	store_add(trust, ecert_trust_add_crls, &b);
	store_check(&below, trust, V, 0);
	unit_case("chain: the authority is revoked");
	b = store_response(&forge.root, &sub, 'r', T_NOW - 5, T_NOW + 5, T_SIGN - 1, 0);
	store_add(trust, ecert_trust_add_ocsp, &b);
	store_check(&below, trust, X, R(CERT_REVOKED));
	ecert_trust_free(trust);
}

/* Of an anchor nothing is missed, but what names it is believed. */
static void
test_anchor(void)
{
	ecert_trust *trust = store_new(), *was = forge.trust;
	struct eci_buf b;

	forge.trust = trust;
	forge_trust_cert(&signer, ecert_trust_add_roots);
	forge.trust = was;
	unit_case("anchor: nothing about it");
	store_check(&signer, trust, V, 0);
	unit_case("anchor: revoked after signing");
	b = store_response(&forge.root, &signer, 'r', T_NOW - 5, T_NOW + 5, T_SIGN + 1, 0);
	store_add(trust, ecert_trust_add_ocsp, &b);
	store_check(&signer, trust, V, R(CERT_REVOKED));
	unit_case("anchor: and before it, says a list");
	b = store_list(&forge.root, T_NOW - 5, T_NOW + 5, &signer, T_SIGN - 1);
	store_add(trust, ecert_trust_add_crls, &b);
	store_check(&signer, trust, X, R(CERT_REVOKED));
	ecert_trust_free(trust);
}

/* Its own list counts where it is its own issuer, and nowhere else. */
static void
test_own_list(void)
{
	struct eci_issue what = { .cn = "Lab A", .pathlen = -1,
	    .usage = "digitalSignature,nonRepudiation,cRLSign" };
	struct fwho self = forge_keep(forge_issue_as(what, NULL));
	struct fwho leaf = forge_keep(forge_issue_as(what, &forge.root));
	ecert_trust *trust = store_new(), *was = forge.trust;
	struct eci_buf b;

	forge.trust = trust;
	forge_trust_cert(&self, ecert_trust_add_roots);
	forge_trust_cert(&leaf, ecert_trust_add_roots);
	forge.trust = was;
	unit_case("anchor: self-signed, no list");
	store_check(&self, trust, V, 0);
	unit_case("anchor: on its own list, and self-signed");
	b = store_list(&self, T_NOW - 5, T_NOW + 5, &self, T_SIGN - 1);
	store_add(trust, ecert_trust_add_crls, &b);
	store_check(&self, trust, X, R(CERT_REVOKED));
	unit_case("anchor: on its own list, and of another issuer");
	b = store_list(&leaf, T_NOW - 5, T_NOW + 5, &leaf, T_SIGN - 1);
	store_add(trust, ecert_trust_add_crls, &b);
	store_check(&leaf, trust, V, 0);
	ecert_trust_free(trust);
}

int
main(void)
{
	forge_start();
	signer = store_signer("Lab A", &forge.root, NULL, NULL);
	sub = forge_keep(forge_ca("Sub CA", &forge.root, 0));
	below = forge_leaf_of((struct eci_issue){ .cn = "Lab C" }, &sub);
	test_rows();
	test_unfit();
	test_expired();
	test_chain();
	test_anchor();
	test_own_list();
	forge_end();
	return unit_end();
}
