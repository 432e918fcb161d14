/* SPDX-License-Identifier: Apache-2.0 */
/*
 * status.c - lists of what became of seals and certificates: signed ones, and the
 * text alone, which begins with a brace.  What is taken can be shown and found; a
 * list that its maker did not sign decides nothing about his seal.
 */
#include "fuzz.h"
#include "status/status.h"

const struct fuzz_effort fuzz_effort = { .cuts = 64, .mutations = 150 };
FUZZ_MUTATES_DER

#define HEAD(kind) "{\"format\":\"libecert-status-1\",\"kind\":\"" kind "\",\"number\":3,"
#define NEXT "\"next\":\"2026-12-01T00:00:00Z\",\"issuer\":\"发布机构\","
#define ID "2.25.4711.1.2•7•12345678X•CNAS L0001•S1•0"
#define SINCE(t) "\"since\":\"" t "T00:00:00Z\""

static const struct { const char *name, *text; } texts[] = {
	{ "empty", HEAD("seals") "\"entries\":[]}" },
	{ "seals", HEAD("seals") NEXT "\"entries\":[{\"id\":\"33010600000001\",\"state\":\"revoked\","
	    SINCE("2026-01-01") ",\"reason\":\"keyCompromise\",\"replaced_by\":\"x\"},"
	    "{\"id\":\"b\",\"state\":\"suspended\"," SINCE("2025-01-01") "},"
	    "{\"id\":\"b\",\"state\":\"active\"," SINCE("2025-02-01") ",\"note\":\"\\u7ae0\"}]}" },
	{ "certificates", HEAD("certificates") NEXT "\"entries\":[{\"id\":\"" ID "\","
	    "\"state\":\"supplemented\"," SINCE("2025-01-01") ",\"supplements\":[\"a\",\"b\"]},"
	    "{\"id\":\"" ID "\",\"state\":\"void\"," SINCE("2025-02-01") ",\"replaced_by\":\"S2\"}]}" },
};

/* The same lists, signed by the maker of the kit's seals. */
static struct eci_bytes honest[ECI_COUNT(texts)];

static void
make_honest(void)
{
	ecert_ctx *ctx = fuzz_ctx();
	uint8_t *p;
	size_t i;

	fuzz_rand_reset();
	for (i = 0; i < ECI_COUNT(texts); i++) {
		p = NULL;
		FUZZ_MUST(ctx, ecert_status_make(ctx, texts[i].text, strlen(texts[i].text),
		    fuzz_kit()->maker, &p, &honest[i].len));
		honest[i].ptr = p;
	}
	fuzz_ctx_free(ctx);
}

/* What was signed is compared by what it says. */
static bool
is_honest(ecert_ctx *ctx, const char *json)
{
	ecert_status *list;
	char *known;
	bool same = false;
	size_t i;

	for (i = 0; !same && i < ECI_COUNT(honest); i++) {
		FUZZ_MUST(ctx, ecert_status_load(ctx, honest[i].ptr, honest[i].len, "known", &list));
		FUZZ_MUST(ctx, ecert_status_json(ctx, list, &known));
		same = strcmp(known, json) == 0;
		ecert_free(known);
		ecert_status_free(list);
	}
	return same;
}

static void
check_seal(ecert_ctx *ctx, const ecert_status *list, bool believed)
{
	ecert_policy *policy = NULL;
	ecert_report *report = NULL;
	ecert_err e;

	FUZZ_MUST(ctx, ecert_policy_new(ctx, &policy));
	ecert_policy_set_trust(policy, fuzz_kit()->trust);
	FUZZ_MUST(ctx, ecert_policy_add_status(ctx, policy, list));
	e = ecert_seal_verify(ctx, fuzz_kit()->seal[1], policy, &report);
	fuzz_check_report(ctx, e, report);
	if (ecert_status_kind_of(list) == ECERT_STATUS_SEALS && !believed)
		FUZZ_CHECK(e == ECERT_E_UNDECIDED);
	ecert_report_free(report);
	ecert_policy_free(policy);
}

static void
check_list(ecert_ctx *ctx, const ecert_status *list)
{
	struct eci_status_entry entry;
	struct eci_status_head head;
	size_t n = 0;
	char *json = NULL, *text = NULL;
	const uint8_t *maker;
	struct eci_bytes cert;
	bool believed;

	eci_status_head(list, &head);
	FUZZ_CHECK(head.kind == ECERT_STATUS_SEALS || head.kind == ECERT_STATUS_CERTIFICATES);
	FUZZ_CHECK(head.number >= 0 && (head.next == 0 || head.next > head.made));
	FUZZ_MUST(ctx, ecert_status_json(ctx, list, &json));
	fuzz_check_json(json);
	FUZZ_MUST(ctx, ecert_status_text(ctx, list, "zh", &text));
	fuzz_check_text(text);
	for (n = 0; eci_status_find(list, "b", n, &entry); n++)
		FUZZ_CHECK(strcmp(entry.id, "b") == 0 && entry.since <= head.made);
	maker = ecert_signer_cert(fuzz_kit()->maker, &n);
	cert = eci_cert_der(head.signer);
	believed = head.good && cert.len == n && memcmp(cert.ptr, maker, n) == 0;
	FUZZ_CHECK(!believed || is_honest(ctx, json));
	check_seal(ctx, list, believed);
	ecert_free(json);
	ecert_free(text);
}

/* What is signed can be read, and is good. */
static void
check_text(ecert_ctx *ctx, const uint8_t *data, size_t size)
{
	ecert_status *list = NULL;
	uint8_t *der = NULL;
	size_t n = 0;
	ecert_err e;

	e = ecert_status_make(ctx, (const char *)data, size, fuzz_kit()->signer, &der, &n);
	fuzz_check_error(ctx, e);
	FUZZ_CHECK((e == ECERT_OK) == (der != NULL));
	if (der == NULL)
		return;
	FUZZ_MUST(ctx, ecert_status_load(ctx, der, n, "made", &list));
	FUZZ_CHECK(ecert_status_good(list));
	check_list(ctx, list);
	ecert_status_free(list);
	ecert_free(der);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	ecert_status *list = NULL;
	ecert_ctx *ctx;
	ecert_err e;

	fuzz_kit();
	if (honest[0].ptr == NULL)
		make_honest();
	fuzz_watch();
	ctx = fuzz_ctx();
	e = ecert_status_load(ctx, data, size, "fuzz", &list);
	fuzz_check_error(ctx, e);
	FUZZ_CHECK((e == ECERT_OK) == (list != NULL));
	if (list != NULL)
		check_list(ctx, list);
	ecert_status_free(list);
	if (size > 0 && data[0] == '{')
		check_text(ctx, data, size);
	fuzz_ctx_free(ctx);
	fuzz_watched(size);
	return 0;
}

void
fuzz_seeds(fuzz_put_fn *put, void *arg)
{
	ecert_ctx *ctx = fuzz_ctx();
	struct eci_buf pem = { 0 };
	char name[64];
	size_t i;

	fuzz_kit();
	make_honest();
	for (i = 0; i < ECI_COUNT(texts); i++) {
		put(arg, texts[i].name, texts[i].text, strlen(texts[i].text));
		snprintf(name, sizeof(name), "%s-signed", texts[i].name);
		put(arg, name, honest[i].ptr, honest[i].len);
	}
	fuzz_adds(&pem, "-----BEGIN CMS-----\n");
	FUZZ_MUST(ctx, eci_base64_add(ctx, &pem, honest[1].ptr, honest[1].len));
	fuzz_adds(&pem, "\n-----END CMS-----\n");
	put(arg, "pem", pem.ptr, pem.len);
	eci_buf_free(&pem);
	fuzz_ctx_free(ctx);
}
