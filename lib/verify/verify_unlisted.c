/* SPDX-License-Identifier: Apache-2.0 */
/*
 * verify_unlisted.c - signatures that lie in the package and not in its list.
 * The list may be left open for later signatures, so anybody can take a row off
 * it; a later signature protects the earlier one's files and is silent about it.
 * Who reads the document then sees one signatory less than there were.
 */
#include <stdlib.h>
#include <string.h>

#include "verify/verify_priv.h"

#define NAMED_MAX 16       /* a package of thousands needs no line for each */

static bool
is_row(const struct eci_vrun *run, size_t entry)
{
	size_t i;

	for (i = 0; i < run->n_rows; i++)
		if (entry == run->work[i].entry || entry == run->work[i].value_entry ||
		    entry == run->work[i].seal_entry)
			return true;
	return false;
}

/*
 * GM/T 0099-2020 annex D: OFDEntries.xml lists the entries of a package, and a
 * SignedData beside it is of that list.  It is none of the document's signatures.
 */
struct entries {
	bool    known;             /* there is a list that can be read */
	uint8_t sm3[ECI_SM3_LEN];  /* of it */
};

/* Once: a package may hold thousands of values that say they are of the list. */
static ecert_err
digest_entries(struct eci_vrun *run, struct entries *out)
{
	static const char name[] = "OFDEntries.xml";
	size_t n = 0, entry = eci_ofd_find(run->doc, name);
	uint8_t *p = NULL;
	ecert_err e;

	out->known = false;
	if (entry == SIZE_MAX || ecert_doc_entry_size(run->doc, entry) >
	    ecert_ctx_limit(run->ctx, ECERT_LIMIT_XML_BYTES))
		return ECERT_OK;
	if ((e = ecert_doc_read_entry(run->ctx, run->doc, name, &p, &n)) == ECERT_OK)
		e = eci_sm3(run->ctx, p, n, out->sm3);
	out->known = e == ECERT_OK;
	ecert_free(p);
	if (!eci_verify_blames_input(e))
		return e;
	/* A list that cannot be read is no excuse. */
	eci_clear(run->ctx);
	return ECERT_OK;
}

static bool
is_of_entries(const struct entries *entries, const struct eci_cms *cms)
{
	struct eci_bytes got = cms->has_attrs ? cms->attr_digest : cms->content;

	return entries->known && eci_bytes_equal(got,
	    (struct eci_bytes){ entries->sm3, sizeof(entries->sm3) });
}

/* What an entry that is no row's may be, by its beginning, XML by its root. */
enum guess { NOTHING, DESCRIPTION, VALUE };

struct look {
	struct eci_vrun *run;
	struct entries   entries;
	enum guess      *guess;    /* per entry */
};

/* A Signature.xml that no row names has this name, or this digest. */
static bool
is_of_description(const struct look *l, struct eci_bytes name, struct eci_bytes digest)
{
	const struct eci_vrun *run = l->run;
	struct eci_bytes sm3 = { NULL, ECI_SM3_LEN }, entry;
	size_t i;

	if (name.len > 0 && name.ptr[0] == '/') {
		name.ptr++;
		name.len--;
	}
	for (i = 0; i < run->n_entries; i++) {
		if (l->guess[i] != DESCRIPTION)
			continue;
		entry.ptr = (const uint8_t *)ecert_doc_entry_name(run->doc, i);
		entry.len = strlen((const char *)entry.ptr);
		sm3.ptr = run->sm3[i];
		if (eci_bytes_equal(name, entry) ||
		    (run->has_sm3[i] && eci_bytes_equal(digest, sm3)))
			return true;
	}
	return false;
}

static ecert_err
is_signed_data(const struct look *l, size_t at, const uint8_t *p, size_t n, bool *yes)
{
	const char *name = ecert_doc_entry_name(l->run->doc, at);
	struct eci_bytes none = { NULL, 0 };
	struct eci_cms cms = { 0 };
	ecert_err e;

	e = eci_cms_decode(l->run->ctx, name, ECERT_R_SES_MALFORMED, p, n, &cms);
	if (e != ECERT_OK)
		return e;
	if (l->run->is_content[at])
		*yes = is_of_description(l, none, cms.has_attrs ? cms.attr_digest : cms.content);
	else
		*yes = !is_of_entries(&l->entries, &cms);
	eci_cms_free(&cms);
	return ECERT_OK;
}

static ecert_err
is_ses(const struct look *l, size_t at, const uint8_t *p, size_t n, bool *yes)
{
	const char *name = ecert_doc_entry_name(l->run->doc, at);
	struct eci_ses_sig ses = { 0 };
	ecert_err e;

	if ((e = eci_ses_sig_decode(l->run->ctx, name, p, n, &ses)) != ECERT_OK)
		return e;
	*yes = !l->run->is_content[at] || is_of_description(l, ses.property, ses.data_hash);
	eci_ses_sig_free(&ses);
	return ECERT_OK;
}

/* A value is no signature unless it decodes: certificates look like it at first. */
static ecert_err
is_value(const struct look *l, size_t at, const uint8_t *p, size_t n, bool *yes)
{
	if (eci_ses_kind(p, n) == ECI_SES_KIND_SES)
		return is_ses(l, at, p, n, yes);
	return is_signed_data(l, at, p, n, yes);
}

/*
 * Who makes a document may attach what records somebody else's signature.  One of
 * this package has its value in it; the value of a row is that row's alone.
 */
static ecert_err
has_value(const struct look *l, size_t at, const uint8_t *p, size_t n, bool *yes)
{
	struct eci_ofd_sig sig = { 0 };
	size_t value;
	ecert_err e;

	e = eci_ofd_sig_parse(l->run->ctx, ecert_doc_entry_name(l->run->doc, at), p, n, &sig);
	if (e != ECERT_OK)
		return e;
	value = eci_ofd_find(l->run->doc, sig.value_entry);
	*yes = value != SIZE_MAX && !is_row(l->run, value);
	eci_ofd_sig_free(&sig);
	return ECERT_OK;
}

static ecert_err
on_piece(void *arg, ecert_ctx *ctx, const uint8_t *p, size_t n)
{
	int *first = arg;

	(void)ctx;
	if (n == 0)
		return ECERT_OK;
	*first = p[0];
	return ECERT_E_CANCELLED;
}

/* Nothing is wrong with a document because something in it is no signature. */
static ecert_err
forgive(const struct look *l, ecert_err e)
{
	if (e != ECERT_OK && !eci_verify_blames_input(e))
		return e;
	eci_clear(l->run->ctx);
	return ECERT_OK;
}

/* Pictures and the like, which are large, are not read for this. */
static ecert_err
guess_entry(const struct look *l, size_t at)
{
	struct eci_vrun *run = l->run;
	const char *name = ecert_doc_entry_name(run->doc, at);
	uint64_t size = ecert_doc_entry_size(run->doc, at);
	int first = -1;            /* byte, where there is one */
	uint8_t *p = NULL;
	bool yes = false;
	size_t n = 0;
	ecert_err e;

	/* Most entries were read while links were followed. */
	if (run->look[at] == ECI_OFD_NEITHER)
		return ECERT_OK;
	e = eci_ofd_stream(run->ctx, run->doc, at, on_piece, &first);
	if (first < 0)
		return forgive(l, e);
	eci_clear(run->ctx);
	if (first == 0x30 && size <= ecert_ctx_limit(run->ctx, ECERT_LIMIT_SES_BYTES))
		l->guess[at] = VALUE;
	if (memchr("<\xef \t\r\n", first, 6) == NULL ||
	    size > ecert_ctx_limit(run->ctx, ECERT_LIMIT_XML_BYTES))
		return ECERT_OK;
	if ((e = ecert_doc_read_entry(run->ctx, run->doc, name, &p, &n)) == ECERT_OK)
		e = eci_ofd_is_signature(run->ctx, name, p, n, &yes);
	if (e == ECERT_OK && yes)
		l->guess[at] = DESCRIPTION;
	ecert_free(p);
	return forgive(l, e);
}

/* What cannot be read was no valid signature either. */
static ecert_err
is_signature(const struct look *l, size_t at, bool *yes)
{
	struct eci_vrun *run = l->run;
	bool described = l->guess[at] == DESCRIPTION;
	uint8_t *p = NULL;
	size_t n = 0;
	ecert_err e;

	*yes = described && !run->is_content[at];
	if (*yes || l->guess[at] == NOTHING)
		return ECERT_OK;
	e = ecert_doc_read_entry(run->ctx, run->doc, ecert_doc_entry_name(run->doc, at), &p, &n);
	if (e == ECERT_OK)
		e = described ? has_value(l, at, p, n, yes) : is_value(l, at, p, n, yes);
	ecert_free(p);
	return forgive(l, e);
}

static ecert_err
look_at_all(const struct look *l)
{
	struct eci_vat at = { l->run, 0, 0, NULL };
	size_t entry, named = 0;
	ecert_err e = ECERT_OK;
	bool yes;

	for (entry = 0; e == ECERT_OK && entry < l->run->n_entries; entry++)
		if (entry != l->run->list_entry && !is_row(l->run, entry))
			e = guess_entry(l, entry);
	for (entry = 0; e == ECERT_OK && named < NAMED_MAX && entry < l->run->n_entries; entry++) {
		if ((e = is_signature(l, entry, &yes)) != ECERT_OK || !yes)
			continue;
		named++;
		at.where = ecert_doc_entry_name(l->run->doc, entry);
		e = ECI_VFAIL(&at, ECI_V_LIST, ECERT_R_SIG_LIST_BAD,
		    "a signature that is not listed", "未列入签名列表的签名");
	}
	return e;
}

ecert_err
eci_verify_unlisted(struct eci_vrun *run)
{
	struct look l = { .run = run };
	ecert_err e;
	size_t i;

	/* A list or a row that cannot be read was said to be bad; what belongs to
	 * it is not known. */
	for (i = 0; i < run->n_rows; i++)
		if (!run->work[i].has_desc)
			return ECERT_OK;
	if (run->list_bad)
		return ECERT_OK;
	if ((l.guess = calloc(run->n_entries + 1, sizeof(*l.guess))) == NULL)
		return eci_nomem(run->ctx);
	if ((e = digest_entries(run, &l.entries)) == ECERT_OK)
		e = look_at_all(&l);
	free(l.guess);
	return e;
}
