/* SPDX-License-Identifier: Apache-2.0 */
/* verify_id.c - the certificate identifier inside the document. */
#include "verify/verify_priv.h"

static ecert_err
say_root(const struct eci_vat *at, const ecert_id *id)
{
	if (!ecert_id_root_known(id))
		return ECI_VNOTE(at, ECI_V_IDENTIFIER, ECERT_R_ROOT_UNCHECKED,
		    "%s: the root %s is not among the known ones",
		    "%s：根代码 %s 不在已知范围内", ecert_id_text(id), ecert_id_root(id));
	return ECI_VPASS(at, ECI_V_IDENTIFIER, "%s", "%s", ecert_id_text(id));
}

static ecert_err
say_deviations(const struct eci_vat *at, const ecert_id *id)
{
	ecert_err e = ECERT_OK;
	size_t i;

	for (i = 0; e == ECERT_OK && i < ecert_id_deviation_count(id); i++)
		e = ECI_VDEV(at, ECI_V_IDENTIFIER, ECERT_R_NONE, "%s", "%s",
		    ecert_id_deviation_text(id, i));
	return e;
}

ecert_err
eci_verify_identifier(struct eci_vrun *run)
{
	struct eci_vat at = { run, 0, 0, NULL };
	const struct eci_notes *notes = eci_ofd_notes(run->doc);
	size_t before = notes->n;
	ecert_err e;

	e = ecert_doc_get_id(run->ctx, run->doc, run->pol.id_opts, &run->rep->id);
	if (e == ECERT_E_NOTFOUND)
		return ECI_VNOTE(&at, ECI_V_IDENTIFIER, ECERT_R_NONE,
		    "the document has no certificate identifier", "文档中没有电子证书标识");
	if (e != ECERT_OK && !eci_verify_blames_input(e))
		return e;
	if (e != ECERT_OK)
		return eci_verify_relay(&at, ECI_V_IDENTIFIER, ECERT_CHECK_NOTE, true,
		    ECERT_R_ID_MALFORMED, ecert_errmsg(run->ctx));
	if ((e = eci_verify_notes(&at, ECI_V_IDENTIFIER, eci_ofd_notes(run->doc),
	    before)) != ECERT_OK || (e = say_deviations(&at, run->rep->id)) != ECERT_OK)
		return e;
	return say_root(&at, run->rep->id);
}
