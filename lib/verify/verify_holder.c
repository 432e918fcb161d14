/* SPDX-License-Identifier: Apache-2.0 */
/*
 * verify_holder.c - a certificate alone: whether who holds it may sign, make seals or
 * stamp with it at the policy's time, and what a policy demands of it.  The checks are
 * those of a certificate in a document, in the same words.
 */
#include "verify/verify_priv.h"

static bool
role_of(ecert_holder holder, enum eci_vrole *role)
{
	switch (holder) {
	case ECERT_HOLDER_SIGNER:
		*role = ECI_ROLE_SIGNER;
		return true;
	case ECERT_HOLDER_MAKER:
		*role = ECI_ROLE_MAKER;
		return true;
	case ECERT_HOLDER_TSA:
		*role = ECI_ROLE_TSA;
		return true;
	default:
		return false;
	}
}

static ecert_err
judge(const struct eci_vat *at, enum eci_vrole role, const struct eci_cert *cert)
{
	/* It is used now, which nobody has to prove. */
	struct eci_vwhen now = { .known = true, .used = at->run->now, .proven = true };
	ecert_err e;

	e = role == ECI_ROLE_TSA ? eci_verify_tsa_usage(at, cert) :
	    eci_verify_cert_usage(at, role, cert);
	if (e == ECERT_OK && (e = eci_verify_cert_time(at, role, cert, &now)) == ECERT_OK)
		e = eci_verify_cert_path(at, role, cert, &now);
	return e;
}

static ecert_err
examine(struct eci_vrun *run, enum eci_vrole role, struct eci_bytes data)
{
	struct eci_vat at = { run, 0, 0, NULL };
	struct eci_certs certs = { 0 };
	struct eci_cert *cert = NULL;
	struct eci_bytes der;
	ecert_err e;

	if ((e = eci_certs_load(run->ctx, NULL, data.ptr, data.len, &certs)) != ECERT_OK)
		return e;
	der = eci_cert_der(certs.v[0]);
	run->rep->size = der.len;
	e = eci_sm3(run->ctx, der.ptr, der.len, run->rep->sm3);
	run->rep->has_bytes = e == ECERT_OK;
	if (e == ECERT_OK && run->pol.trust != NULL)
		e = eci_verify_notes(&at, ECI_V_TRUST, &run->pol.trust->notes, 0);
	if (e == ECERT_OK && (e = eci_verify_cert_load(&at, role, der, &cert)) == ECERT_OK &&
	    cert != NULL &&
	    (e = eci_report_person(run->ctx, cert, &run->rep->holder)) == ECERT_OK)
		e = judge(&at, role, cert);
	if (e == ECERT_OK)
		e = eci_verify_rules_sum(run);
	eci_cert_free(cert);
	eci_certs_free(&certs);
	return e;
}

ecert_err
ecert_cert_verify(ecert_ctx *ctx, const uint8_t *data, size_t len, const char *name,
    ecert_holder holder, const ecert_policy *policy, ecert_report **out)
{
	struct eci_vrun run = { .ctx = ctx };
	struct eci_bytes bytes = { data, len };
	enum eci_vrole role = ECI_ROLE_SIGNER;
	ecert_err e;

	if ((e = eci_verify_begin(&run, policy, out)) == ECERT_OK) {
		run.rep->of_cert = true;
		run.rep->skipped = 0;
		if (data == NULL || !role_of(holder, &role))
			e = eci_fail(ctx, ECERT_E_ARG, "no certificate, or no such holder");
		else if (name == NULL || (e = eci_verify_called(ctx, run.rep, name)) == ECERT_OK)
			e = examine(&run, role, bytes);
	}
	return eci_verify_end(&run, e, 1, out);
}
