/* SPDX-License-Identifier: Apache-2.0 */
/* States: what is written is read again, and each member that is wrong is named. */
#include "json/json.h"
#include "steps.h"

static struct fixture f;

#define HEX0 "\"0000000000000000000000000000000000000000000000000000000000000000\""

/* A state nobody prepared, with a seal or without. */
static char *
make_state(bool sealed)
{
	struct eci_sign_state s = { .version = sealed ? ECERT_SES_V4 : 0, .alg = ECI_SIG_SM2_SM3,
	    .time = NOW };
	char *text = NULL;

	memset(s.digest, 0x5a, sizeof(s.digest));
	memset(s.xml, 0x01, sizeof(s.xml));
	memset(s.doc, 0xfe, sizeof(s.doc));
	MUST(f.ctx, eci_buf_adds(f.ctx, &s.tbs, "to be signed"));
	MUST(f.ctx, eci_buf_adds(f.ctx, &s.cert, "certificate"));
	MUST(f.ctx, eci_strdup(f.ctx, "s001", &s.id));
	MUST(f.ctx, eci_strdup(f.ctx, "Doc_0/Signs/Sign_0/Signature.xml", &s.sig_entry));
	MUST(f.ctx, eci_strdup(f.ctx, "Doc_0/Signs/Sign_0/SignedValue.dat", &s.value_entry));
	if (sealed)
		MUST(f.ctx, eci_strdup(f.ctx, "Doc_0/Signs/\xe7\xad\xbe.esl", &s.seal_entry));
	MUST(f.ctx, eci_sign_state_write(f.ctx, &s, &text));
	eci_sign_state_free(&s);
	return text;
}

static void
test_round(bool sealed)
{
	char *text = make_state(sealed), *again = NULL;
	struct eci_sign_state s;

	unit_case("written and read, %s a seal", sealed ? "with" : "without");
	CHECK_OK(f.ctx, eci_sign_state_read(f.ctx, text, strlen(text), &s));
	CHECK_INT(s.version, sealed ? ECERT_SES_V4 : 0);
	CHECK_INT(s.alg, ECI_SIG_SM2_SM3);
	CHECK_INT(s.time, NOW);
	CHECK_MEM(s.tbs.ptr, s.tbs.len, "to be signed", 12);
	CHECK_MEM(s.cert.ptr, s.cert.len, "certificate", 11);
	CHECK_STR(s.id, "s001");
	CHECK((s.seal_entry != NULL) == sealed);
	CHECK_INT(s.digest[31], 0x5a);
	CHECK_INT(s.xml[0], 0x01);
	CHECK_INT(s.doc[0], 0xfe);
	CHECK_OK(f.ctx, eci_sign_state_write(f.ctx, &s, &again));
	CHECK_STR(again, text);
	CHECK(strchr(text, '\n') == NULL);
	eci_sign_state_free(&s);
	ecert_free(again);
	ecert_free(text);
}

static void
refused(const char *text, size_t len, ecert_err want, const char *words)
{
	struct eci_sign_state s;

	memset(&s, 0x5a, sizeof(s));
	CHECK_ERR(f.ctx, eci_sign_state_read(f.ctx, text, len, &s), want);
	if (strstr(ecert_errmsg(f.ctx), words) == NULL)
		unit_fail(__FILE__, __LINE__, "\"%s\" is not in \"%s\"", words,
		    ecert_errmsg(f.ctx));
	/* Emptied: nothing is to be freed. */
	CHECK(s.tbs.ptr == NULL && s.cert.ptr == NULL && s.id == NULL && s.sig_entry == NULL &&
	    s.value_entry == NULL && s.seal_entry == NULL);
}

static const char *const members[] = { "format", "version", "kind", "ses", "algorithm", "digest",
	"tbs", "certificate", "time", "signature", "description", "description_sm3", "value", "seal",
	"document" };

static void
test_missing(void)
{
	char *text = make_state(true), *less, words[64];
	size_t i;

	for (i = 0; i < ECI_COUNT(members); i++) {
		unit_case("%s is missing", members[i]);
		less = with_member(&f, text, members[i], NULL);
		snprintf(words, sizeof(words), "state: %s: missing", members[i]);
		refused(less, strlen(less), ECERT_E_CONFIG, words);
		ecert_free(less);
	}
	ecert_free(text);
}

/* Of another type than it has to be. */
static void
test_types(void)
{
	static const char *const values[] = { "true", "[]", "{}", "1.5", "-7", "\"\"", "\"\\u0000x\"",
		"\"\\nx\"" };
	char *text = make_state(true), *other, words[64];
	size_t i, k;

	for (i = 0; i < ECI_COUNT(members); i++)
		for (k = 0; k < ECI_COUNT(values); k++) {
			unit_case("%s is %s", members[i], values[k]);
			other = with_member(&f, text, members[i], values[k]);
			snprintf(words, sizeof(words), strstr(values[k], "u0000") != NULL ?
			    "state: " : "state: %s: ", members[i]);
			refused(other, strlen(other), strcmp(members[i], "version") == 0 &&
			    strcmp(values[k], "-7") == 0 ? ECERT_E_UNSUPPORTED : ECERT_E_CONFIG,
			    words);
			ecert_free(other);
		}
	ecert_free(text);
}

static void
test_values(void)
{
	static const struct {
		const char *what;
		bool        sealed;
		const char *member, *value, *words;
		ecert_err   want;
	} v[] = {
		{ "another format", true, "format", "\"ecert-status\"", "format: not \"ecert-state\"",
		    ECERT_E_CONFIG },
		{ "a later version", true, "version", "2", "version: ", ECERT_E_UNSUPPORTED },
		{ "a kind nobody knows", true, "kind", "\"pdf\"", "kind: ", ECERT_E_CONFIG },
		{ "without a seal, says kind alone", true, "kind", "\"cms\"", "ses: not 0",
		    ECERT_E_CONFIG },
		{ "with a seal, says kind alone", false, "kind", "\"ses\"", "ses: not 1, 4 or 5",
		    ECERT_E_CONFIG },
		{ "version 2 of seals", true, "ses", "2", "ses: not 1, 4 or 5", ECERT_E_CONFIG },
		{ "a version as text", true, "ses", "\"4\"", "ses: not a whole number",
		    ECERT_E_CONFIG },
		{ "a version beyond 64 bits", true, "ses", "18446744073709551620", "line 1",
		    ECERT_E_CONFIG },
		{ "a seal without a seal", false, "seal", "\"a\"", "seal: not null", ECERT_E_CONFIG },
		{ "no seal with a seal", true, "seal", "null", "seal: not a string", ECERT_E_CONFIG },
		{ "another algorithm", true, "algorithm", "\"rsa-sha1\"", "algorithm: neither",
		    ECERT_E_CONFIG },
		{ "a digest in upper case", true, "digest", "\"" "5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A"
		    "5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A\"", "digest: not 64", ECERT_E_CONFIG },
		{ "a short digest", true, "digest", "\"5a\"", "digest: not 64", ECERT_E_CONFIG },
		{ "a long digest", true, "document", "\"" "5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a"
		    "5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a\"", "document: not 64", ECERT_E_CONFIG },
		{ "tbs with white space", true, "tbs", "\"dG8g YmUg c2lnbmVk\"", "tbs: no base64",
		    ECERT_E_CONFIG },
		{ "tbs of padding", true, "tbs", "\"====\"", "tbs: no base64", ECERT_E_CONFIG },
		{ "tbs with bits to spare", true, "tbs", "\"QR==\"", "tbs: no base64",
		    ECERT_E_CONFIG },
		{ "a date alone", true, "time", "\"2026-06-01\"", "time: not", ECERT_E_CONFIG },
		{ "a time without zone", true, "time", "\"2026-06-01T12:00:00 \"", "time: not",
		    ECERT_E_CONFIG },
		{ "a month 13", true, "time", "\"2026-13-01T12:00:00Z\"", "time: not",
		    ECERT_E_CONFIG },
		{ "a name with a line end", true, "description", "\"a\\nb\"",
		    "description: a control character", ECERT_E_CONFIG },
		{ "a name that runs backwards", true, "value", "\"a\\u202eb\"",
		    "value: a control character", ECERT_E_CONFIG },
	};
	char *text, *other;
	size_t i;

	for (i = 0; i < ECI_COUNT(v); i++) {
		unit_case("%s", v[i].what);
		text = make_state(v[i].sealed);
		other = with_member(&f, text, v[i].member, v[i].value);
		refused(other, strlen(other), v[i].want, v[i].words);
		ecert_free(other);
		ecert_free(text);
	}
}

/* n characters between quotes. */
static char *
long_text(size_t n)
{
	char *p = malloc(n + 3);

	if (p == NULL)
		exit(1);
	memset(p, 'A', n + 2);
	p[0] = p[n + 1] = '"';
	p[n + 2] = '\0';
	return p;
}

static void
test_bounds(void)
{
	static const struct { const char *member; size_t n; const char *words; } v[] = {
		{ "signature", 65, "signature: too long" },
		{ "description", 1025, "description: too long" },
		{ "value", 1025, "value: too long" },
		{ "seal", 1025, "seal: too long" },
		{ "tbs", 1004, "tbs: too long" },
		{ "certificate", 1004, "certificate: too long" },
	};
	char *text = make_state(true), *value, *other;
	size_t i;

	ecert_ctx_set_limit(f.ctx, ECERT_LIMIT_SES_BYTES, 750);
	ecert_ctx_set_limit(f.ctx, ECERT_LIMIT_CERT_BYTES, 750);
	for (i = 0; i < ECI_COUNT(v); i++) {
		unit_case("%s of %zu characters", v[i].member, v[i].n);
		value = long_text(v[i].n);
		other = with_member(&f, text, v[i].member, value);
		refused(other, strlen(other), ECERT_E_CONFIG, v[i].words);
		ecert_free(other);
		free(value);
	}
	ecert_ctx_set_limit(f.ctx, ECERT_LIMIT_SES_BYTES, 8 << 20);
	ecert_ctx_set_limit(f.ctx, ECERT_LIMIT_CERT_BYTES, 64 * 1024);
	unit_case("more than a megabyte");
	value = long_text((1 << 20) + 1);
	refused(value, strlen(value), ECERT_E_LIMIT, "state: ");
	free(value);
	ecert_free(text);
}

static void
test_shape(void)
{
	static const struct { const char *what, *text, *words; } v[] = {
		{ "nothing", "", "state: line 1" },
		{ "an array", "[]", "state: not a JSON object" },
		{ "text", "\"ecert-state\"", "state: not a JSON object" },
		{ "no JSON", "ecert-state", "state: line 1" },
		{ "an empty object", "{}", "state: format: missing" },
		{ "a member twice", "{\"format\":\"ecert-state\",\"format\":\"ecert-state\"}",
		    "state: line 1" },
	};
	char *text = make_state(true), *more;
	size_t i;

	for (i = 0; i < ECI_COUNT(v); i++) {
		unit_case("%s", v[i].what);
		refused(v[i].text, strlen(v[i].text), ECERT_E_CONFIG, v[i].words);
	}
	unit_case("a member more");
	more = with_member(&f, text, "document", HEX0 ",\"\\u001bcomment\":1");
	refused(more, strlen(more), ECERT_E_CONFIG, "comment: no member of a state");
	CHECK(strchr(ecert_errmsg(f.ctx), 0x1b) == NULL);
	ecert_free(more);
	unit_case("every beginning");
	for (i = 0; i < strlen(text); i++)
		refused(text, i, ECERT_E_CONFIG, "state: ");
	unit_case("something behind it");
	more = with_member(&f, text, "document", HEX0 "}");
	refused(more, strlen(more), ECERT_E_CONFIG, "state: line 1");
	ecert_free(more);
	ecert_free(text);
}

int
main(void)
{
	fixture_make(&f);
	test_round(true);
	test_round(false);
	test_missing();
	test_types();
	test_values();
	test_bounds();
	test_shape();
	fixture_free(&f);
	return unit_end();
}
