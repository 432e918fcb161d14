/* SPDX-License-Identifier: Apache-2.0 */
/* Advice where nobody vouches for a certificate: safe when followed to the letter. */
#include "../negative/forge_run.h"
#include "verify/verify_priv.h"

static const struct {
	const char *name, *detail, *has, *lacks;
	enum eci_vrole role;
	bool of_seal;
} rows[] = {
	{ "an issuer that is missing", "CN=X: the certificate of this issuer is not at hand",
	    "put it into DIR/intermediates.pem; only the topmost one", "makers", ECI_ROLE_SIGNER,
	    false },
	{ "an anchor that is missing", "CN=X: self-signed, and no trust anchor",
	    "into DIR/roots.pem only if you trust it", "makers", ECI_ROLE_SIGNER, false },
	{ "the empty SM2 ID", "CN=X: signed with the empty SM2 ID, not with the standard's",
	    "--allow-empty-sm2-id", "roots.pem", ECI_ROLE_SIGNER, false },
	{ "a path that is too long", "CN=X: the path is longer than the limit",
	    "an authority nearer to the signer into DIR/roots.pem", "makers", ECI_ROLE_SIGNER, false },
	{ "an issuer with another key",
	    "CN=X: not signed by the key of the certificate at hand of its issuer",
	    "the certificate that this issuer had then", "makers", ECI_ROLE_SIGNER, false },
	{ "an algorithm", "CN=X: signed with an algorithm that is not accepted",
	    "SM2 with SM3, or of RSA with SHA-256", "DIR/roots.pem", ECI_ROLE_SIGNER, false },
	{ "nothing to advise", "CN=X: something else", "CN=X: something else", "To settle it",
	    ECI_ROLE_SIGNER, false },
	{ "a name that reads like a phrase",
	    "CN=self-signed, and no trust anchor: too many certificates of this name",
	    "take the others of its name away", "roots.pem", ECI_ROLE_SIGNER, false },
	{ "a seal maker", "CN=X: the certificate of this issuer is not at hand",
	    "put his own certificate, serial ", "roots.pem", ECI_ROLE_MAKER, false },
	{ "a seal maker, of a seal alone", "CN=X: self-signed, and no trust anchor",
	    "run seal-make verify --trust DIR FILE", "ecert-verify", ECI_ROLE_MAKER, true },
};

int
main(void)
{
	char detail[128];
	struct eci_path path = { .state = ECI_PATH_UNTRUSTED, .detail = detail };
	struct eci_vrun run = { 0 };
	struct eci_vat at = { .run = &run };
	const struct eci_report_item *it;
	size_t i;

	forge_start();
	run.ctx = forge.ctx;
	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("%s", rows[i].name);
		CHECK_OK(forge.ctx, eci_report_new(forge.ctx, false, &run.rep));
		run.rep->of_seal = rows[i].of_seal;
		snprintf(detail, sizeof(detail), "%s", rows[i].detail);
		CHECK_OK(forge.ctx, eci_verify_untrusted(&at, rows[i].role, forge.maker.cert,
		    &path));
		it = &run.rep->items[0];
		CHECK_INT(run.rep->n_items, 1);
		CHECK_INT(it->outcome, ECERT_CHECK_UNDECIDED);
		CHECK(strstr(it->detail[0], rows[i].has) != NULL);
		CHECK(strstr(it->detail[0], rows[i].lacks) == NULL);
		CHECK(strcmp(it->detail[0], it->detail[1]) != 0);
		ecert_report_free(run.rep);
	}
	forge_end();
	return unit_end();
}
