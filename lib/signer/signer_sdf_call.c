/* SPDX-License-Identifier: Apache-2.0 */
/* signer_sdf_call.c - the functions of an SDF library, and its codes. */
#include "signer/signer_sdf.h"

/* GM/T 0018-2012: SDR_BASE and what follows. */
#define BASE 0x01000000u
#define NO_KEY (BASE + 8)
static const char *const codes[] = {
	"", "UNKNOWERR", "NOTSUPPORT", "COMMFAIL", "HARDFAIL", "OPENDEVICE", "OPENSESSION",
	"PARDENY", "KEYNOTEXIST", "ALGNOTSUPPORT", "ALGMODNOTSUPPORT", "PKOPERR", "SKOPERR",
	"SIGNERR", "VERIFYERR", "SYMOPERR", "STEPERR", "FILESIZEERR", "FILENOEXIST",
	"FILEOFSERR", "KEYTYPEERR", "KEYERR", "ENCDATAERR", "RANDERR", "PRKRERR", "MACERR",
	"FILEEXISTS", "FILEWERR", "NOBUFFER", "INARGERR", "OUTARGERR",
};

/* From 0x1f on editions and makers differ; above 0xffff a range is a maker's own, and
 * the low byte means something else in each. */
const char *
eci_sdf_code(uint32_t code)
{
	return code >= BASE && code - BASE < ECI_COUNT(codes) ? codes[code - BASE] : "";
}

ecert_err
eci_sdf_failed(ecert_ctx *ctx, const struct eci_sdf *d, const char *operation, int rc)
{
	uint32_t code = (uint32_t)rc;
	const char *name = eci_sdf_code(code);

	if (code == NO_KEY)
		return eci_reject(ctx, ECERT_R_KEY_BAD, d->where, ECI_SDF_STD,
		    "%s gives 0x%08X (SDR_%s): there is no key of key-index %u", operation,
		    (unsigned)code, name, d->how.index);
	if (*name != '\0')
		return eci_reject(ctx, ECERT_R_KEY_BAD, d->where, ECI_SDF_STD,
		    "%s gives 0x%08X (SDR_%s)", operation, (unsigned)code, name);
	return eci_reject(ctx, ECERT_R_KEY_BAD, d->where, ECI_SDF_STD,
	    "%s gives 0x%08X, a code of the maker's", operation, (unsigned)code);
}

typedef void (*any_fn)(void);

/* The first that is missing is remembered. */
static any_fn
need(const struct eci_sdf *d, const char *name, const char **missing)
{
	any_fn fn = eci_lib_sym(d->lib, name);

	if (fn == NULL && *missing == NULL)
		*missing = name;
	return fn;
}

static void
load_sign(struct eci_sdf *d, const char **missing)
{
	any_fn sign = need(d, "SDF_InternalSign_ECC", missing);

	/* One name, two functions: nothing but the maker's manual tells which it is. */
	if (d->how.six)
		d->api.sign6 = (int (*)(void *, unsigned, unsigned, const uint8_t *, unsigned,
		    void *))sign;
	else
		d->api.sign = (int (*)(void *, unsigned, const uint8_t *, unsigned, void *))sign;
}

static void
load_right(struct eci_sdf *d, const char **missing)
{
	if (d->how.right == ECI_SDF_NO_RIGHT)
		return;
	d->api.release_right = (int (*)(void *, unsigned))need(d,
	    "SDF_ReleasePrivateKeyAccessRight", missing);
	if (d->how.right == ECI_SDF_RIGHT_EX)
		d->api.get_right_ex = (int (*)(void *, unsigned, unsigned, const uint8_t *,
		    unsigned))need(d, "SDF_GetPrivateKeyAccessRight_Ex", missing);
	else
		d->api.get_right = (int (*)(void *, unsigned, const uint8_t *, unsigned))need(d,
		    "SDF_GetPrivateKeyAccessRight", missing);
}

ecert_err
eci_sdf_load(ecert_ctx *ctx, struct eci_sdf *d)
{
	struct eci_sdf_api *a = &d->api;
	const char *missing = NULL;

	if (d->config != NULL)
		a->open_with_conf = (int (*)(void **, const char *))need(d,
		    "SDF_OpenDeviceWithConf", &missing);
	else
		a->open_device = (int (*)(void **))need(d, "SDF_OpenDevice", &missing);
	a->close_device = (int (*)(void *))need(d, "SDF_CloseDevice", &missing);
	a->open_session = (int (*)(void *, void **))need(d, "SDF_OpenSession", &missing);
	a->close_session = (int (*)(void *))need(d, "SDF_CloseSession", &missing);
	a->export_key = (int (*)(void *, unsigned, void *))need(d, "SDF_ExportSignPublicKey_ECC",
	    &missing);
	load_sign(d, &missing);
	load_right(d, &missing);
	/* For messages alone. */
	a->device_info = (int (*)(void *, void *))eci_lib_sym(d->lib, "SDF_GetDeviceInfo");
	if (missing == NULL)
		return ECERT_OK;
	return eci_reject(ctx, ECERT_R_KEY_BAD, d->where, ECI_SDF_STD,
	    "the library has no function %s", missing);
}
