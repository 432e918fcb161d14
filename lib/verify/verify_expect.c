/* SPDX-License-Identifier: Apache-2.0 */
/*
 * verify_expect.c - the document against the issuer's business record (metrology
 * specification 6.3 b).  A value that is as expected and that no signature protects
 * says nothing: anybody can have written it.
 */
#include <string.h>

#include "verify/verify_priv.h"

#define NUMBER "\xe8\xaf\x81\xe4\xb9\xa6\xe7\xbc\x96\xe5\x8f\xb7"   /* 证书编号 */
#define INFO_ENTRY "OFD.xml"

/* One run over a record: the names of what matched. */
struct expect {
	struct eci_vrun       *run;
	const struct eci_jval *record;
	struct eci_buf         met;
};

bool
eci_verify_expects_sm3(const struct ecert_policy *policy)
{
	return policy->expect != NULL &&
	    eci_json_get(eci_json_root(policy->expect), "sm3") != NULL;
}

static bool
is_protected(const struct eci_vrun *run, const char *entry)
{
	size_t i, at = entry != NULL ? eci_ofd_find(run->doc, entry) : SIZE_MAX;

	for (i = 0; at < run->n_entries && i < run->n_rows; i++)
		if (run->work[i].covers != NULL && run->work[i].covers[at])
			return true;
	return false;
}

/* What is in the document, and the entry that says so; value NULL: nothing is. */
struct found {
	const char *value, *entry, *also;    /* also: another part it depends on */
};

/* What of it no signature protects; NULL: all is. */
static const char *
open_part(const struct eci_vrun *run, const struct found *f)
{
	if (!is_protected(run, f->entry))
		return f->entry != NULL ? f->entry : "?";
	return !is_protected(run, f->also) ? f->also : NULL;
}

static ecert_err
say(struct expect *x, const char *name, const char *want, bool same, const struct found *f)
{
	struct eci_vat at = { x->run, 0, 0, f->entry };
	const char *open = open_part(x->run, f);

	if (f->value == NULL)
		return ECI_VFAIL(&at, ECI_V_EXPECT, ECERT_R_EXPECT_MISMATCH,
		    "%.200s is missing; \"%.400s\" was expected", "缺少 %.200s；应为“%.400s”", name,
		    want);
	if (!same)
		return ECI_VFAIL(&at, ECI_V_EXPECT, ECERT_R_EXPECT_MISMATCH,
		    "%.200s is \"%.400s\"; \"%.400s\" was expected",
		    "%.200s 为“%.400s”；应为“%.400s”", name, f->value, want);
	if (open != NULL)
		return ECI_VUNDEC(&at, ECI_V_EXPECT, ECERT_R_COVERAGE_MISSING,
		    "%.200s is as expected, but no signature protects %s",
		    "%.200s 与预期一致，但 %s 不受任何签名保护", name, open);
	return eci_buf_addf(x->run->ctx, &x->met, "%s%s", x->met.len > 0 ? ", " : "", name);
}

/* The entry of the identifier that counts; NULL where there is none. */
static ecert_err
find_entry(struct eci_vrun *run, struct eci_ofd_ids *ids, const char **entry)
{
	ecert_err e = eci_ofd_ids(run->ctx, run->doc, run->pol.id_opts, ids);

	*entry = e == ECERT_OK && ids->n > 0 ? ids->v[0].where : NULL;
	return e != ECERT_OK && eci_verify_blames_input(e) ? ECERT_OK : e;
}

static ecert_err
check_identifier(struct expect *x)
{
	const char *want = eci_json_get_str(eci_json_get(x->record, "identifier"));
	const ecert_id *have = x->run->rep->id;
	struct found f = { .also = eci_ofd_root(x->run->doc) };
	struct eci_ofd_ids ids = { 0 };
	ecert_id *id = NULL;
	ecert_err e;

	if (want == NULL)
		return ECERT_OK;
	f.value = have != NULL ? ecert_id_text(have) : NULL;
	if ((e = find_entry(x->run, &ids, &f.entry)) == ECERT_OK &&
	    (e = ecert_id_parse(x->run->ctx, NULL, want, strlen(want), &id)) == ECERT_OK)
		e = say(x, "identifier", want, have != NULL && ecert_id_equal(have, id), &f);
	ecert_id_free(id);
	eci_ofd_ids_free(&ids);
	return e;
}

static ecert_err
check_custom_value(struct expect *x, const char *name, const char *shown, const char *want)
{
	struct found f = { .entry = INFO_ENTRY };
	size_t n = eci_ofd_custom_count(x->run->doc, name);
	struct eci_vat at = { x->run, 0, 0, INFO_ENTRY };
	struct eci_buf key = { 0 };
	ecert_err e;

	/* Readers would differ in which one they show. */
	if (n > 1)
		return ECI_VFAIL(&at, ECI_V_EXPECT, ECERT_R_EXPECT_MISMATCH,
		    "%.200s is there %zu times; \"%.400s\" was expected",
		    "%.200s 出现 %zu 次；应为“%.400s”", shown, n, want);
	if ((e = eci_buf_addf(x->run->ctx, &key, "CustomData/%s", name)) == ECERT_OK) {
		f.value = n == 1 ? ecert_doc_meta(x->run->doc, (char *)key.ptr) : NULL;
		e = say(x, shown, want, f.value != NULL && strcmp(f.value, want) == 0, &f);
	}
	eci_buf_free(&key);
	return e;
}

/* As the document states it, else the running number of the identifier, which is the
 * certificate's number (specification 4.5.5). */
static ecert_err
check_number(struct expect *x)
{
	const char *want = eci_json_get_str(eci_json_get(x->record, "number"));
	const ecert_id *id = x->run->rep->id;
	struct found f = { .also = eci_ofd_root(x->run->doc) };
	struct eci_ofd_ids ids = { 0 };
	ecert_err e;

	if (want == NULL)
		return ECERT_OK;
	if (eci_ofd_custom_count(x->run->doc, NUMBER) > 0)
		return check_custom_value(x, NUMBER, "number", want);
	f.value = id != NULL ? ecert_id_serial(id) : NULL;
	if ((e = find_entry(x->run, &ids, &f.entry)) == ECERT_OK)
		e = say(x, "number", want, f.value != NULL && strcmp(f.value, want) == 0, &f);
	eci_ofd_ids_free(&ids);
	return e;
}

static ecert_err
check_custom(struct expect *x)
{
	const struct eci_jval *custom = eci_json_get(x->record, "custom");
	struct eci_buf shown = { 0 };
	ecert_err e = ECERT_OK;
	size_t i;

	for (i = 0; e == ECERT_OK && i < eci_json_count(custom); i++) {
		shown.len = 0;
		if ((e = eci_buf_addf(x->run->ctx, &shown, "CustomData %s",
		    eci_json_key(custom, i))) == ECERT_OK)
			e = check_custom_value(x, eci_json_key(custom, i), (char *)shown.ptr,
			    eci_json_get_str(eci_json_at(custom, i)));
	}
	eci_buf_free(&shown);
	return e;
}

static ecert_err
check_sm3(struct expect *x)
{
	const char *want = eci_json_get_str(eci_json_get(x->record, "sm3"));
	struct eci_vat at = { x->run, 0, 0, NULL };
	char have[2 * ECI_SM3_LEN + 1];

	if (want == NULL)
		return ECERT_OK;
	if (!x->run->rep->has_bytes)
		return ECI_VUNDEC(&at, ECI_V_EXPECT, ECERT_R_EXPECT_MISMATCH,
		    "the bytes of the file are not at hand, so its SM3 is not known",
		    "没有文件的原始字节，无法得知其 SM3");
	eci_hex(x->run->rep->sm3, ECI_SM3_LEN, have);
	if (eci_ascii_casecmp(have, want) != 0)
		return ECI_VFAIL(&at, ECI_V_EXPECT, ECERT_R_EXPECT_MISMATCH,
		    "the SM3 of the file is %s; %.64s was expected",
		    "文件的 SM3 为 %s；应为 %.64s", have, want);
	return eci_buf_addf(x->run->ctx, &x->met, "%ssm3", x->met.len > 0 ? ", " : "");
}

ecert_err
eci_verify_expect(struct eci_vrun *run)
{
	struct eci_vat at = { run, 0, 0, NULL };
	struct expect x = { .run = run };
	ecert_err e;

	if (run->pol.expect == NULL)
		return ECERT_OK;
	x.record = eci_json_root(run->pol.expect);
	if ((e = check_identifier(&x)) == ECERT_OK &&
	    (e = check_number(&x)) == ECERT_OK &&
	    (e = check_custom(&x)) == ECERT_OK &&
	    (e = check_sm3(&x)) == ECERT_OK && x.met.len > 0)
		e = ECI_VPASS(&at, ECI_V_EXPECT, "as the record says: %s", "与记录一致：%s",
		    (char *)x.met.ptr);
	eci_buf_free(&x.met);
	return e;
}
