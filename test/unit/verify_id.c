/* SPDX-License-Identifier: Apache-2.0 */
/* The identifier in a document that is verified. */
#include "../negative/forge_item.h"

#define ID "2.25.4711.1.2\xe2\x80\xa2" "7\xe2\x80\xa2" "12990000999999998X\xe2\x80\xa2" \
	"CNAS L0001\xe2\x80\xa2XZ-2026-0001\xe2\x80\xa2" "0"

static void
put_id(struct forge *f, const char *id)
{
	char text[512];

	snprintf(text, sizeof(text), "<ofd:CustomDatas><ofd:CustomData Name=\""
	    "\xe7\x94\xb5\xe5\xad\x90\xe8\xaf\x81\xe4\xb9\xa6\xe6\xa0\x87\xe8\xaf\x86"
	    "\">%s</ofd:CustomData></ofd:CustomDatas></ofd:DocInfo>", id);
	forge_edit(f, "OFD.xml", "</ofd:DocInfo>", text);
}

static void
with_id(struct forge *f)
{
	put_id(f, ID);
}

static void
with_dots(struct forge *f)
{
	put_id(f, "2.25.4711.1.2.7.12990000999999998X.CNAS L0001.XZ-2026-0001.0");
}

static const struct item_case told[] = {
	{ "an identifier written with dots", with_dots, NULL, NULL, { ECI_V_IDENTIFIER, NOTE, 0, true,
	    "" }, 1 },
	{ "an identifier", with_id, NULL, NULL, { ECI_V_IDENTIFIER, NOTE, 0, true, "" }, 0 },
};

static void
with_bad_id(struct forge *f)
{
	put_id(f, "this is none");
}

static ecert_report *
report_of(forge_hook *before, const ecert_policy *policy)
{
	struct forge_case c = { .name = "", .before = before };
	ecert_report *rep = NULL;
	struct forge f;

	forge_make(&f, &c);
	CHECK_OK(forge.ctx, ecert_verify_mem(forge.ctx, f.file.ptr, f.file.len, "x", policy,
	    &rep));
	forge_free(&f);
	return rep;
}

int
main(void)
{
	ecert_id_opts *opts = NULL;
	ecert_report *rep;

	forge_start();
	item_run(told, ECI_COUNT(told));

	unit_case("no identifier is no reason");
	rep = report_of(NULL, forge.policy);
	CHECK(rep->id == NULL);
	CHECK_INT(rep->verdict.n, 0);
	ecert_report_free(rep);

	unit_case("an identifier below an unknown root");
	rep = report_of(with_id, forge.policy);
	CHECK(rep->id != NULL);
	CHECK_STR(ecert_id_text(rep->id), ID);
	CHECK_INT(rep->verdict.n, 1);
	CHECK_INT(rep->verdict.reasons[0], ECERT_R_ROOT_UNCHECKED);
	ecert_report_free(rep);

	unit_case("an identifier below a known root");
	CHECK_OK(forge.ctx, ecert_id_opts_new(forge.ctx, &opts));
	CHECK_OK(forge.ctx, ecert_id_opts_add_root(forge.ctx, opts, "2.25.4711.1.2"));
	CHECK_OK(forge.ctx, ecert_policy_set_id_opts(forge.ctx, forge.policy, opts));
	rep = report_of(with_id, forge.policy);
	CHECK_INT(rep->verdict.n, 0);
	ecert_report_free(rep);

	unit_case("a malformed identifier is noted");
	rep = report_of(with_bad_id, forge.policy);
	CHECK(rep->id == NULL);
	CHECK_INT(rep->verdict.reasons[0], ECERT_R_ID_MALFORMED);
	ecert_report_free(rep);

	ecert_id_opts_free(opts);
	forge_end();
	return unit_end();
}
