/* SPDX-License-Identifier: Apache-2.0 */
/* verify_refs.c - the files a signature names, and their digests.  Each entry is
 * read and digested once, however many signatures protect it. */
#include <string.h>

#include "verify/verify_priv.h"

#define SHOWN_MAX 64       /* failures listed one by one */
#define SMALL (64 * 1024)  /* read whole */

struct seeing {
	struct eci_vrun      *run;
	struct eci_sm3_batch *batch;
};

static ecert_err
see(void *arg, ecert_ctx *ctx, size_t entry, struct eci_lent *bytes)
{
	struct seeing *s = arg;

	if (entry >= s->run->n_entries || s->run->has_sm3[entry] ||
	    bytes->len != ecert_doc_entry_size(s->run->doc, entry))
		return ECERT_OK;
	s->run->look[entry] = eci_ofd_look(bytes->ptr, bytes->len);
	return eci_sm3_batch_add(ctx, s->batch, s->run, entry, bytes);
}

static ecert_err
digested(void *owner, ecert_ctx *ctx, size_t entry, const uint8_t digest[ECI_SM3_LEN])
{
	struct eci_vrun *run = owner;

	(void)ctx;
	memcpy(run->sm3[entry], digest, ECI_SM3_LEN);
	run->has_sm3[entry] = true;
	return ECERT_OK;
}

ecert_err
eci_verify_walk(struct eci_vrun *run)
{
	struct seeing s = { run, NULL };
	ecert_err e;

	/* What has no twin is little, and not all of it is referenced. */
	if (run->twin.n > 0)
		return eci_ofd_walk_twin(run->ctx, run->doc, &run->twin, NULL, NULL, &run->reach);
	if ((e = eci_sm3_batch_new(run->ctx, digested, &s.batch)) == ECERT_OK &&
	    (e = eci_ofd_walk(run->ctx, run->doc, see, &s, &run->reach)) == ECERT_OK)
		e = eci_sm3_batch_end(run->ctx, s.batch);
	eci_sm3_batch_free(s.batch);
	return e;
}

static ecert_err
digest_piece(void *arg, ecert_ctx *ctx, const uint8_t *p, size_t n)
{
	return eci_sm3_add(ctx, arg, p, n);
}

static ecert_err
digest_small(struct eci_vrun *run, size_t entry)
{
	uint8_t *p = NULL;
	size_t n = 0;
	ecert_err e;

	e = ecert_doc_read_entry(run->ctx, run->doc, ecert_doc_entry_name(run->doc, entry), &p, &n);
	if (e == ECERT_OK &&
	    (e = eci_sm3_again(run->ctx, p, n, run->sm3[entry])) == ECERT_OK)
		run->has_sm3[entry] = true;
	ecert_free(p);
	return e;
}

static ecert_err
digest_entry(struct eci_vrun *run, size_t entry)
{
	struct eci_sm3 *h = NULL;
	ecert_err e;

	if (run->has_sm3[entry])
		return ECERT_OK;
	if (ecert_doc_entry_size(run->doc, entry) <= SMALL)
		return digest_small(run, entry);
	if ((e = eci_sm3_new(run->ctx, &h)) == ECERT_OK &&
	    (e = eci_ofd_stream(run->ctx, run->doc, entry, digest_piece, h)) == ECERT_OK &&
	    (e = eci_sm3_end(run->ctx, h, run->sm3[entry])) == ECERT_OK)
		run->has_sm3[entry] = true;
	eci_sm3_free(h);
	return e;
}

enum method { METHOD_SM3, METHOD_SM3_ODD, METHOD_WEAK };

/* The schema of GB/T 33190-2016 knows MD5 and SHA1 alone, and MD5 where nothing
 * is said; what producers of this century write is one of these. */
static enum method
method_of(const char *s)
{
	if (s == NULL)
		return METHOD_WEAK;
	if (strcmp(s, "SM3") == 0 || strcmp(s, "sm3") == 0 ||
	    strcmp(s, "1.2.156.10197.1.401") == 0)
		return METHOD_SM3;
	if (strcmp(s, "1.2.156.10197.1.401.1") == 0)
		return METHOD_SM3_ODD;
	return METHOD_WEAK;
}

static ecert_err
check_method(const struct eci_vat *at, const char *method, bool *usable)
{
	*usable = method_of(method) != METHOD_WEAK;
	switch (method_of(method)) {
	case METHOD_SM3:
		return ECI_VPASS(at, ECI_V_REFS_METHOD, "SM3", "SM3");
	case METHOD_SM3_ODD:
		return ECI_VDEV(at, ECI_V_REFS_METHOD, ECERT_R_ALG_WEAK,
		    "CheckMethod %s is read as plain SM3",
		    "CheckMethod %s 按不带密钥的 SM3 处理", method);
	default:
		return ECI_VFAIL(at, ECI_V_REFS_METHOD, ECERT_R_ALG_WEAK,
		    "CheckMethod %s: only SM3 is accepted; the digests were not compared",
		    "CheckMethod %s：只接受 SM3；未比较摘要",
		    method != NULL ? method : "(absent: MD5)");
	}
}

/* *bad when the entry is missing or not what was signed. */
static ecert_err
check_ref(const struct eci_vat *at, const struct eci_ofd_ref *ref, bool say, bool *bad)
{
	struct eci_vat here = *at;
	struct eci_vrun *run = at->run;
	size_t entry = eci_ofd_find(run->doc, ref->entry);
	ecert_err e;

	*bad = true;
	here.where = ref->entry;
	if (entry >= run->n_entries)
		return !say ? ECERT_OK : ECI_VFAIL(&here, ECI_V_REFS_DIGEST,
		    ECERT_R_REF_MISSING_FILE, "the file was signed and is not in the package",
		    "被签名的文件不在包中");
	if (ref->digest_len != ECI_SM3_LEN)
		return !say ? ECERT_OK : ECI_VFAIL(&here, ECI_V_REFS_DIGEST,
		    ECERT_R_ALG_MISMATCH, "a digest of %zu bytes is no SM3 digest",
		    "摘要长度 %zu 字节，不是 SM3 摘要", ref->digest_len);
	/* It may be large, and many signatures may name it. */
	if (run->unread[entry])
		return !say ? ECERT_OK : ECI_VFAIL(&here, ECI_V_REFS_DIGEST,
		    ECERT_R_ZIP_MALFORMED, "the file cannot be read", "文件无法读取");
	if ((e = digest_entry(run, entry)) != ECERT_OK) {
		run->unread[entry] = true;
		return eci_verify_blame(&here, ECI_V_CONTAINER, e, ECERT_R_ZIP_MALFORMED);
	}
	*bad = memcmp(run->sm3[entry], ref->digest, ECI_SM3_LEN) != 0;
	if (!*bad || !say)
		return ECERT_OK;
	return ECI_VFAIL(&here, ECI_V_REFS_DIGEST, ECERT_R_DIGEST_MISMATCH,
	    "the file was changed after signing", "文件在签名后被修改");
}

static ecert_err
check_digests(const struct eci_vat *at, const struct eci_ofd_sig *desc,
    struct eci_report_sig *sig)
{
	ecert_err e = ECERT_OK;
	bool bad;
	size_t i;

	for (i = 0; e == ECERT_OK && i < desc->n_refs; i++) {
		e = check_ref(at, &desc->refs[i], sig->refs_failed < SHOWN_MAX, &bad);
		if (e == ECERT_OK && bad)
			sig->refs_failed++;
		if (e == ECERT_OK)
			e = eci_progress(at->run->ctx, i + 1, desc->n_refs);
	}
	if (e == ECERT_OK && sig->refs_failed > SHOWN_MAX)
		e = ECI_VFAIL(at, ECI_V_REFS_DIGEST, ECERT_R_DIGEST_MISMATCH,
		    "%zu more files are not what was signed",
		    "另有 %zu 个文件与签名时不一致", sig->refs_failed - SHOWN_MAX);
	if (e == ECERT_OK && sig->refs_failed == 0)
		e = ECI_VPASS(at, ECI_V_REFS_DIGEST, "%zu files are as they were signed",
		    "%zu 个文件与签名时一致", desc->n_refs);
	return e;
}

ecert_err
eci_verify_refs(struct eci_vrun *run, size_t i)
{
	const struct eci_vwork *w = &run->work[i];
	struct eci_vat at = { run, i + 1, 0, w->row->entry };
	struct eci_report_sig *sig = &run->rep->sigs[i];
	bool usable;
	ecert_err e;

	sig->refs = w->desc.n_refs;
	if ((e = check_method(&at, w->desc.check_method, &usable)) != ECERT_OK)
		return e;
	if (w->desc.n_refs == 0)
		return ECI_VFAIL(&at, ECI_V_REFS_DIGEST, ECERT_R_SIG_XML_BAD,
		    "the signature protects no file", "签名没有保护任何文件");
	if (usable)
		return check_digests(&at, &w->desc, sig);
	/* Not known to be changed, and not known to be as they were. */
	sig->refs_failed = sig->refs;
	sig->refs_unread = true;
	return ECERT_OK;
}
