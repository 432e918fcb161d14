/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzz.h - what the harnesses share.  A harness is one file with two functions:
 * LLVMFuzzerTestOneInput(), which gives an input to the library and aborts where a
 * property does not hold, and fuzz_seeds(), which makes honest inputs with the
 * library's own code.  libFuzzer runs them, and replay.c where there is none.
 *
 * All is repeatable: the clock stands still and OpenSSL's random numbers follow
 * from a fixed state, so that keys, seeds and findings are the same in each run.
 */
#ifndef FUZZ_H
#define FUZZ_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/base.h"

/* ---- the engine ---- */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size,
    unsigned int seed);

typedef void fuzz_put_fn(void *arg, const char *name, const void *p, size_t n);
void fuzz_seeds(fuzz_put_fn *put, void *arg);
/* What replay.c tries of each seed: beginnings of it, and mutations. */
struct fuzz_effort {
	unsigned cuts, mutations;
};
extern const struct fuzz_effort fuzz_effort;

/* ---- properties (fuzz_check.c) ---- */

void fuzz_fail(const char *file, int line, const char *fmt, ...)
    __attribute__((format(printf, 3, 4), noreturn));
#define FUZZ_CHECK(c) ((c) ? (void)0 : fuzz_fail(__FILE__, __LINE__, "%s", #c))
/* What is made by the harness itself must succeed. */
#define FUZZ_MUST(ctx, call) fuzz_must((ctx), (call), __FILE__, __LINE__, #call)
void fuzz_must(ecert_ctx *ctx, ecert_err e, const char *file, int line, const char *what);

/* A context whose clock stands at FUZZ_NOW and whose log is examined. */
#define FUZZ_NOW INT64_C(1780315200)      /* 2026-06-01T12:00:00Z */
#define FUZZ_DAY INT64_C(86400)
ecert_ctx *fuzz_ctx(void);
void fuzz_ctx_free(ecert_ctx *ctx);
/* A failed call left a message that can be shown, and a code that fits. */
void fuzz_check_error(ecert_ctx *ctx, ecert_err e);
/* One line for people: UTF-8 without controls. */
void fuzz_check_shown(const char *s);
/* Several of them. */
void fuzz_check_text(const char *s);
/* One line of JSON, an object, no key twice. */
void fuzz_check_json(const char *s);
void fuzz_check_notes(const struct eci_notes *notes);
/* Of ecert_verify() and its like, whose code was e. */
void fuzz_check_report(ecert_ctx *ctx, ecert_err e, const ecert_report *r);
/* part is empty or lies inside whole. */
void fuzz_check_inside(struct eci_bytes part, struct eci_bytes whole);
static inline struct eci_bytes
fuzz_bytes(const struct eci_buf *b)
{
	return (struct eci_bytes){ b->ptr, b->len };
}
void fuzz_add(struct eci_buf *b, const void *p, size_t n);
void fuzz_adds(struct eci_buf *b, const char *s);

/* Memory in use beyond what was so at fuzz_watch(): the peak is bounded where the
 * sanitizers tell it. */
void fuzz_watch(void);
void fuzz_watched(size_t input);

/* The allocation of this number from now on fails, alone, those of OpenSSL counted or
 * not; whether it has (fuzz_alloc.c). */
void fuzz_alloc_arm(size_t number, bool openssl);
bool fuzz_alloc_disarm(void);

/* The state of the random numbers (fuzz_rand.c). */
void fuzz_rand_reset(void);
uint32_t fuzz_rand(uint64_t *state);

/* ---- containers, made and read without the library (fuzz_zip.c, fuzz_unzip.c) ---- */

#define FUZZ_ENTRIES 96

enum {                           /* how an entry is written */
	FUZZ_DEFLATED = 1, FUZZ_DESCRIPTOR = 2, FUZZ_UTF8 = 4, FUZZ_ZIP64 = 8,
	FUZZ_EXTRA = 16, FUZZ_FORMS = 32
};
struct fuzz_entry {
	struct eci_buf name, data;
	unsigned       form;
};
struct fuzz_zip {
	struct fuzz_entry v[FUZZ_ENTRIES];
	size_t            n;
	const char       *prefix, *suffix;    /* NULL: nothing */
	bool              zip64;
};
void fuzz_zip_add(struct fuzz_zip *z, const void *name, size_t name_len, const void *p,
    size_t n);
struct fuzz_entry *fuzz_zip_find(struct fuzz_zip *z, const char *name);
void fuzz_zip_drop(struct fuzz_zip *z, size_t i);
void fuzz_zip_set(struct fuzz_entry *e, const void *p, size_t n);
void fuzz_zip_copy(const struct fuzz_zip *from, struct fuzz_zip *to);
void fuzz_zip_free(struct fuzz_zip *z);
void fuzz_zip_write(const struct fuzz_zip *z, struct eci_buf *out);
/* As a simple reader goes about it; false where it cannot, or takes too much. */
bool fuzz_zip_read(const uint8_t *p, size_t n, struct fuzz_zip *z);

/*
 * The same as text: "--- NAME", a line end, the bytes up to the next line that
 * begins so (fuzz_bundle.c).  Inputs of this form can be read, and mutated, as they
 * are.
 */
bool fuzz_bundle_is(const uint8_t *p, size_t n);
void fuzz_bundle_read(const uint8_t *p, size_t n, struct fuzz_zip *z);
void fuzz_bundle_write(const struct fuzz_zip *z, struct eci_buf *out);

/* ---- DER (fuzz_der.c) ---- */

/* Elements of p, those inside of OCTET and BIT STRINGs too. */
size_t fuzz_der_count(const uint8_t *p, size_t n);
/* The element of this number, whole; empty where there is none. */
struct eci_bytes fuzz_der_at(const uint8_t *p, size_t n, size_t number);
/* p with that element replaced by raw, and the lengths around it put right. */
void fuzz_der_replace(const uint8_t *p, size_t n, size_t number, struct eci_bytes raw,
    struct eci_buf *out);
/* The element that stands in b becomes raw; the one with the contents field gets this
 * tag and the contents to.  Nothing happens where there is none. */
void fuzz_der_swap(struct eci_buf *b, struct eci_bytes element, struct eci_bytes raw);
void fuzz_der_set(struct eci_buf *b, struct eci_bytes field, uint8_t tag, struct eci_bytes to);
/* A mutation of one element, or of the bytes. */
size_t fuzz_der_mutate(uint8_t *data, size_t size, size_t max, unsigned seed);
/* A harness whose inputs are mutated so. */
#define FUZZ_MUTATES_DER \
size_t \
LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned int seed) \
{ \
	return fuzz_der_mutate(data, size, max_size, seed); \
}

/* ---- people, seals, documents (fuzz_kit.c, fuzz_docs.c) ---- */

struct fuzz_kit {
	ecert_signer    *maker, *signer, *other, *rsa_maker, *rsa_signer;
	ecert_signer    *evil, *evil_maker;    /* of an authority nobody trusts */
	ecert_seal      *seal[3];              /* V1, V4, V5 */
	ecert_seal      *other_seal, *rsa_seal, *evil_seal;
	ecert_seal      *forged_seal;          /* made by other, who is no maker */
	ecert_trust     *trust;
	/* strict; trusting nobody; told of the signer's certificate, or that it is
	 * revoked */
	ecert_policy    *policy, *strict, *blind, *told, *warned;
	ecert_trust     *warned_trust;
	struct eci_buf   crl, revoked, root, key;      /* PEM; the signer's key */
};
const struct fuzz_kit *fuzz_kit(void);
#define FUZZ_PASS "fuzz"
int32_t fuzz_pass(void *arg, const char *what, char *buf, size_t cap);

/* The document as a file, at the end of b. */
void fuzz_save(ecert_ctx *ctx, ecert_doc *doc, struct eci_buf *b);

struct fuzz_doc {
	const char     *name;
	bool            honest;        /* signed by people of the trust store */
	struct eci_buf  bytes;
	struct fuzz_zip zip;
};
#define FUZZ_DOCS 24
const struct fuzz_doc *fuzz_docs(size_t *n);
/* Whether the library may call these bytes valid: each of their entries is in a
 * document that was signed honestly. */
bool fuzz_honest(ecert_ctx *ctx, const uint8_t *p, size_t n);

/* ---- a document from an input (fuzz_edit.c) ---- */

/*
 * The bytes of a container: the input itself where it begins with "PK"; the
 * entries of a bundle; else edits of one of fuzz_docs(), see fuzz_edit.c.
 */
void fuzz_document(const uint8_t *data, size_t size, struct eci_buf *out);
/* Seeds of these three forms for each document. */
void fuzz_document_seeds(fuzz_put_fn *put, void *arg, const void *head, size_t n);

#endif
