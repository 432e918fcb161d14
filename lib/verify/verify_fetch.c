/* SPDX-License-Identifier: Apache-2.0 */
/*
 * verify_fetch.c - lists and responses from where certificates say they are, for
 * those who allow it.  What comes is judged as what lies in a trust directory is,
 * so nobody on the way can make anything valid; and only a certificate on a path to
 * an anchor is asked about, so that a document alone names nobody to connect to.
 */
#include <stdlib.h>
#include <string.h>

#include "verify/verify_priv.h"

#define MAX_LISTS 3          /* places to ask per certificate */
#define MAX_RESPONDERS 2
#define MAX_ASKED 64         /* in a run */

const char *
eci_verify_place(const struct eci_cert *cert, size_t i, bool *ocsp)
{
	size_t lists = 0;

	while (lists < MAX_LISTS && eci_cert_crl_url(cert, lists) != NULL)
		lists++;
	*ocsp = i >= lists;
	if (!*ocsp)
		return eci_cert_crl_url(cert, i);
	return i - lists < MAX_RESPONDERS ? eci_cert_ocsp_url(cert, i - lists) : NULL;
}

/* What was asked at url: for its list, or about cert (NULL: for the list). */
static struct eci_vask *
find(const struct eci_vrun *run, const char *url, const struct eci_cert *cert)
{
	struct eci_vask *a;
	size_t i;

	for (i = 0; i < run->fetched.n_asked; i++) {
		a = &run->fetched.asked[i];
		if (strcmp(a->url, url) == 0 && (cert == NULL) == (a->cert == NULL) &&
		    (cert == NULL || eci_cert_same(cert, a->cert)))
			return a;
	}
	return NULL;
}

static ecert_err
note_asked(struct eci_vrun *run, const char *url, const struct eci_cert *cert,
    struct eci_vask **out)
{
	struct eci_vfetched *f = &run->fetched;
	struct eci_vask *a;
	ecert_err e;

	if ((e = eci_grow(run->ctx, &f->asked, f->n_asked, &f->cap_asked,
	    sizeof(*f->asked))) != ECERT_OK)
		return e;
	a = &f->asked[f->n_asked];
	*a = (struct eci_vask){ 0 };
	if ((e = eci_strdup(run->ctx, url, &a->url)) != ECERT_OK)
		return e;
	a->cert = cert != NULL ? eci_cert_ref(cert) : NULL;
	f->n_asked++;
	*out = a;
	return ECERT_OK;
}

/* What ctx says went wrong, without the place it says so of. */
static ecert_err
note_failed(struct eci_vrun *run, struct eci_vask *a)
{
	const char *why = eci_verify_without(eci_verify_without(ecert_errmsg(run->ctx), a->url),
	    "fetched");
	char *copy = NULL;
	ecert_err e;

	e = eci_strdup(run->ctx, *why != '\0' ? why : "nothing came", &copy);
	if (e != ECERT_OK)
		return e;
	eci_clear(run->ctx);
	a->failed = copy;
	return ECERT_OK;
}

/* One exchange; question NULL: the list. */
static ecert_err
ask(struct eci_vrun *run, struct eci_vask *a, const struct eci_buf *question)
{
	uint8_t *p = NULL;
	size_t n = 0;
	ecert_err e;
	int rc;

	eci_clear(run->ctx);
	rc = run->pol.fetch(run->pol.fetch_arg, run->ctx, a->url,
	    question != NULL ? question->ptr : NULL, question != NULL ? question->len : 0,
	    question != NULL ? "application/ocsp-request" : NULL, &p, &n);
	if (rc != 0)
		return note_failed(run, a);
	if (question != NULL)
		e = eci_ocsp_load(run->ctx, "fetched", p, n, &run->fetched.ocsps);
	else
		e = eci_crls_load(run->ctx, "fetched", p, n, &run->fetched.crls);
	free(p);
	if (e == ECERT_OK)
		run->fetched.came = true;
	return e != ECERT_OK && eci_verify_blames_input(e) ? note_failed(run, a) : e;
}

ecert_err
eci_verify_fetch(const struct eci_vat *at, const struct eci_cert *cert,
    const struct eci_cert *issuer, size_t i, bool *more)
{
	struct eci_vrun *run = at->run;
	struct eci_buf question = { 0 };
	struct eci_vask *a;
	const char *url;
	bool ocsp;
	ecert_err e;

	*more = false;
	if (run->pol.fetch == NULL || (url = eci_verify_place(cert, i, &ocsp)) == NULL)
		return ECERT_OK;
	*more = true;
	if (find(run, url, ocsp ? cert : NULL) != NULL || run->fetched.n_asked >= MAX_ASKED)
		return ECERT_OK;
	if ((e = note_asked(run, url, ocsp ? cert : NULL, &a)) != ECERT_OK)
		return e;
	if (ocsp && (e = eci_ocsp_request(run->ctx, cert, issuer, &question)) != ECERT_OK)
		return e;
	e = ask(run, a, ocsp ? &question : NULL);
	eci_buf_free(&question);
	return e;
}

ecert_err
eci_verify_fetch_told(const struct eci_vat *at, const struct eci_cert *cert, struct eci_buf *out)
{
	const struct eci_vask *a;
	const char *url;
	ecert_err e = ECERT_OK;
	bool ocsp;
	size_t i;

	for (i = 0; e == ECERT_OK && (url = eci_verify_place(cert, i, &ocsp)) != NULL; i++) {
		if ((a = find(at->run, url, ocsp ? cert : NULL)) == NULL)
			continue;
		e = eci_buf_addf(at->run->ctx, out, "; %.200s: %.200s", url,
		    a->failed != NULL ? a->failed : "no answer that settles it");
	}
	return e;
}

void
eci_verify_fetched_free(struct eci_vrun *run)
{
	struct eci_vfetched *f = &run->fetched;
	size_t i;

	for (i = 0; i < f->n_asked; i++) {
		free(f->asked[i].url);
		free(f->asked[i].failed);
		eci_cert_free(f->asked[i].cert);
	}
	free(f->asked);
	eci_crls_free(&f->crls);
	eci_ocsps_free(&f->ocsps);
	*f = (struct eci_vfetched){ 0 };
}
