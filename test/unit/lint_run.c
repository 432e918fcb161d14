/* SPDX-License-Identifier: Apache-2.0 */
/* From bytes to findings. */
#include "lint_kit.h"

static int32_t
stop(void *arg, uint64_t done, uint64_t total)
{
	(void)arg;
	(void)done;
	(void)total;
	return 1;
}

/* Every rule has a finding, in the order of the table. */
static void
check_whole(const ecert_lint *lint)
{
	size_t i, rule = 0;

	CHECK_INT(ecert_lint_finding_rule(lint, 0), 0);
	for (i = 0; i < ecert_lint_finding_count(lint); i++) {
		CHECK(ecert_lint_finding_rule(lint, i) == rule ||
		    ecert_lint_finding_rule(lint, i) == rule + 1);
		rule = ecert_lint_finding_rule(lint, i);
		CHECK(ecert_lint_finding_text(lint, i, "en")[0] != '\0');
		CHECK(ecert_lint_finding_text(lint, i, "zh")[0] != '\0');
	}
	CHECK_INT(rule + 1, ecert_lint_rule_count());
}

static void
test_good(void)
{
	static const struct kit_spec good = { .code = -1 }, bad = { .no_sign = true };
	ecert_lint *lint = NULL;
	ecert_doc *doc;
	size_t i;

	unit_case("a certificate that keeps what shall be");
	doc = kit_doc(&good);
	CHECK_OK(kit.ctx, ecert_lint_doc(kit.ctx, doc, "x/" KIT_NAME, kit_policy, &lint));
	check_whole(lint);
	for (i = 0; i < ecert_lint_finding_count(lint); i++)
		CHECK(ecert_lint_finding_result(lint, i) != ECERT_LINT_BROKEN ||
		    ecert_lint_rule_strength(ecert_lint_finding_rule(lint, i)) != ECERT_LINT_SHALL);
	ecert_lint_free(lint);

	unit_case("twice gives the same");
	CHECK_OK(kit.ctx, ecert_lint_doc(kit.ctx, doc, KIT_NAME, kit_policy, &lint));
	check_whole(lint);
	ecert_lint_free(lint);
	ecert_doc_free(doc);

	unit_case("one that does not");
	doc = kit_doc(&bad);
	CHECK_ERR(kit.ctx, ecert_lint_doc(kit.ctx, doc, KIT_NAME, NULL, &lint), ECERT_E_INVALID);
	CHECK(strstr(ecert_errmsg(kit.ctx), "M-4.1.3") != NULL);
	check_whole(lint);
	ecert_lint_free(lint);
	ecert_doc_free(doc);
}

static void
test_file(void)
{
	static const struct kit_spec good = { .code = -1 };
	ecert_lint *lint = NULL;
	ecert_doc *doc = kit_doc(&good);
	char path[512];
	uint8_t *p = NULL;
	size_t n;

	unit_case("a file");
	snprintf(path, sizeof(path), "%s/" KIT_NAME, unit_dir());
	CHECK_OK(kit.ctx, ecert_doc_save(kit.ctx, doc, path));
	CHECK_OK(kit.ctx, ecert_lint_file(kit.ctx, path, kit_policy, &lint));
	check_whole(lint);
	ecert_lint_free(lint);

	unit_case("a file that is not there");
	strcat(path, "x");
	CHECK_ERR(kit.ctx, ecert_lint_file(kit.ctx, path, kit_policy, &lint), ECERT_E_IO);
	CHECK(lint == NULL);

	unit_case("bytes");
	CHECK_OK(kit.ctx, ecert_doc_save_mem(kit.ctx, doc, &p, &n));
	CHECK_OK(kit.ctx, ecert_lint_mem(kit.ctx, p, n, "-", kit_policy, &lint));
	kit_check(lint, "M-4.4.2", OPEN, "not known");
	ecert_lint_free(lint);
	CHECK_OK(kit.ctx, ecert_lint_mem(kit.ctx, p, n, NULL, kit_policy, &lint));
	check_whole(lint);
	ecert_lint_free(lint);

	unit_case("bytes that are no document");
	CHECK_ERR(kit.ctx, ecert_lint_mem(kit.ctx, p, n / 2, "a.ofd", kit_policy, &lint),
	    ECERT_E_INVALID);
	check_whole(lint);
	ecert_lint_free(lint);
	CHECK_ERR(kit.ctx, ecert_lint_mem(kit.ctx, NULL, 0, "a.ofd", NULL, &lint), ECERT_E_INVALID);
	check_whole(lint);
	ecert_lint_free(lint);

	unit_case("an application that stops gets none");
	ecert_ctx_set_progress(kit.ctx, stop, NULL);
	CHECK_ERR(kit.ctx, ecert_lint_doc(kit.ctx, doc, NULL, NULL, &lint), ECERT_E_CANCELLED);
	CHECK(lint == NULL);
	ecert_ctx_set_progress(kit.ctx, NULL, NULL);
	ecert_free(p);
	ecert_doc_free(doc);
}

/* Every file cut short, and with each of some bytes changed: findings, never trouble. */
static void
test_hostile(void)
{
	static const struct kit_spec good = { 0 };
	ecert_lint *lint = NULL;
	ecert_doc *doc = kit_doc(&good);
	uint8_t *p = NULL;
	size_t n, i;
	ecert_err e;

	unit_case("files that are cut and changed");
	CHECK_OK(kit.ctx, ecert_doc_save_mem(kit.ctx, doc, &p, &n));
	for (i = 0; i < n; i += 97) {
		e = ecert_lint_mem(kit.ctx, p, i, "a.ofd", kit_policy, &lint);
		CHECK(e == ECERT_E_INVALID && lint != NULL);
		ecert_lint_free(lint);
		p[i] ^= 0x10;
		e = ecert_lint_mem(kit.ctx, p, n, "a.ofd", kit_policy, &lint);
		CHECK((e == ECERT_E_INVALID || e == ECERT_OK) && lint != NULL);
		ecert_lint_free(lint);
		p[i] ^= 0x10;
	}
	ecert_free(p);
	ecert_doc_free(doc);
}

static void
test_trouble(void)
{
	unit_case("what is trouble");
	CHECK(eci_lint_is_trouble(ECERT_E_NOMEM) && eci_lint_is_trouble(ECERT_E_IO) &&
	    eci_lint_is_trouble(ECERT_E_CANCELLED) && eci_lint_is_trouble(ECERT_E_INTERNAL));
	CHECK(!eci_lint_is_trouble(ECERT_E_LIMIT) && !eci_lint_is_trouble(ECERT_E_XML) &&
	    !eci_lint_is_trouble(ECERT_E_PKG) && !eci_lint_is_trouble(ECERT_E_OFD));
}

int
main(void)
{
	kit_start();
	test_good();
	test_file();
	test_hostile();
	test_trouble();
	kit_end();
	return unit_end();
}
