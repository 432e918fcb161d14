/* SPDX-License-Identifier: Apache-2.0 */
/* signer_skf_api.c - the functions of a maker's SKF library. */
#include <string.h>

#include "signer/signer_skf.h"

#define FN(member, name, needed) { name, offsetof(struct eci_skf_api, member), needed }

/* What few makers have, signing can be done without. */
static const struct {
	const char *name;
	size_t      at;
	bool        needed;
} names[] = {
	FN(enum_dev, "SKF_EnumDev", true),
	FN(connect, "SKF_ConnectDev", true),
	FN(disconnect, "SKF_DisConnectDev", true),
	FN(dev_info, "SKF_GetDevInfo", false),
	FN(lock, "SKF_LockDev", false),
	FN(unlock, "SKF_UnlockDev", false),
	FN(enum_app, "SKF_EnumApplication", true),
	FN(open_app, "SKF_OpenApplication", true),
	FN(close_app, "SKF_CloseApplication", true),
	FN(pin_info, "SKF_GetPINInfo", false),
	FN(verify_pin, "SKF_VerifyPIN", true),
	FN(log_out, "SKF_ClearSecureState", false),
	FN(enum_con, "SKF_EnumContainer", true),
	FN(open_con, "SKF_OpenContainer", true),
	FN(close_con, "SKF_CloseContainer", true),
	FN(cert, "SKF_ExportCertificate", false),
	FN(key, "SKF_ExportPublicKey", true),
	FN(sign, "SKF_ECCSignData", true),
};

ecert_err
eci_skf_load(ecert_ctx *ctx, struct eci_skf *d)
{
	void (*fn)(void);
	size_t i;

	for (i = 0; i < ECI_COUNT(names); i++) {
		if ((fn = eci_lib_sym(d->lib, names[i].name)) == NULL && names[i].needed)
			return eci_reject(ctx, ECERT_R_KEY_BAD, eci_skf_where(d), ECI_SKF_STD,
			    "the library has no function %s", names[i].name);
		memcpy((char *)&d->api + names[i].at, &fn, sizeof(fn));
	}
	return ECERT_OK;
}
