/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fake_skf.c - a USB token by GM/T 0016 that is not there.  Built four times: ULONG of
 * FAKE_ULONG bytes, structures packed or not; and without the functions that a module
 * may lack (FAKE_FEW) or must not (FAKE_MUTE).  The declarations are its own, so that
 * a mistake in those of the library is not made twice.
 */
#include <stdio.h>
#include <string.h>

#include "fake_core.h"

#if FAKE_ULONG == 8
typedef uint64_t num;
#else
typedef uint32_t num;
#endif

#if FAKE_PACKED
#pragma pack(push, 1)
#endif
struct version {
	uint8_t major, minor;
};
struct devinfo {
	struct version version;
	char           manufacturer[64], issuer[64], label[32], serial[32];
	struct version hardware, firmware;
	num            sym, asym, hash, auth, total, left, max_ecc, max;
	uint8_t        reserved[64];
};
struct ecc_public {
	num     bits;
	uint8_t x[64], y[64];
};
struct rsa_public {
	num     alg, bits;
	uint8_t modulus[256], exponent[4];
};
#if FAKE_PACKED
#pragma pack(pop)
#endif

enum {
	OK = 0, FAIL = 0x0A000001, NOT_SUPPORTED = 0x0A000003, BAD_HANDLE = 0x0A000005,
	BAD_PARAM = 0x0A000006, TIMED_OUT = 0x0A00000F, BAD_LENGTH = 0x0A000010,
	NO_KEY = 0x0A00001B, NO_CERT = 0x0A00001C, TOO_SMALL = 0x0A000020,
	REMOVED = 0x0A000023, PIN_WRONG = 0x0A000024, PIN_LOCKED = 0x0A000025,
	PIN_LENGTH = 0x0A000027, LOGGED_IN = 0x0A000028, PIN_NOT_SET = 0x0A000029,
	NOT_LOGGED_IN = 0x0A00002D, NO_APPLICATION = 0x0A00002E, NO_CONTAINER = 0x0A000034
};

const char *const fake_sign_function = "SKF_ECCSignData";
const char *const fake_module_faults[] = { "no-device", "no-app", "no-container", "list-empty",
	"missing-final-nul", "size-too-big", "size-grows", "null-sizing-refused", "size-lies",
	"connect-fail", "busy", "lock-unsupported", "lock-timeout", "handle-null-ok", "cert-len0",
	"cert-pem", "cert-trailing-zeros", "cert-truncated", "cert-garbage", "size-overestimate",
	"size-underestimate", "cert-64k", "pub-off-curve", "pub-bits-wrong", "pub-left-aligned",
	"pub-rsa-blob", "pub-len-lies", "pub-absent", "pin-not-init", "pin-info-unsupported",
	"retry-garbage-on-success", "sig-left-aligned", "sig-contiguous", "sig-dirty-padding",
	"sig-partial-write", "overrun", "info-terminated-not", NULL };

/* What is due before the function does its own: the code of a fault, or OK. */
static unsigned long
start(struct fake_call *c, const char *function)
{
	unsigned long rc;

	if (!fake_begin(c, function))
		return FAIL;
	if (fake_is_removed(c))
		return REMOVED;
	return fake_code(c, &rc) ? rc : OK;
}

/* What is gone is given back all the same. */
static num
give_back(const char *function, void *handle, const char *kind)
{
	struct fake_call c;
	unsigned long rc = start(&c, function);

	if (!fake_handle_free(&c, handle, kind))
		rc = BAD_HANDLE;
	return (num)fake_end(&c, rc);
}

/* The two-call way of sizes (5.3 of the standard). */
static unsigned long
give(const struct fake_call *c, void *out, num *size, const void *p, size_t n)
{
	num room = *size;

	fake_say((struct fake_call *)(uintptr_t)c, " size=%llu/%zu%s",
	    (unsigned long long)room, n, out == NULL ? " null" : "");
	if (out == NULL && fake_fault(c, "null-sizing-refused") != NULL)
		return BAD_PARAM;
	*size = (num)n;
	if (out == NULL) {
		if (fake_fault(c, "size-overestimate") != NULL)
			*size = 4096;
		if (fake_fault(c, "size-underestimate") != NULL)
			*size = (num)(n / 2);
		return OK;
	}
	if (room < n)
		return TOO_SMALL;
	memcpy(out, p, n);
	return OK;
}

/* ---- lists of names ---- */

static size_t
pack_names(const struct fake_call *c, char names[FAKE_NAMES_MAX][FAKE_NAME_MAX], size_t n,
    char *out)
{
	size_t i, used = 0;

	for (i = 0; i < n; i++) {
		memcpy(out + used, names[i], strlen(names[i]) + 1);
		used += strlen(names[i]) + 1;
	}
	if (fake_fault(c, "missing-final-nul") != NULL)
		return used;
	out[used++] = '\0';
	return used;
}

static unsigned long
give_names(struct fake_call *c, const char *none, const char *dev, const char *app, char *out,
    num *size)
{
	static char names[FAKE_NAMES_MAX][FAKE_NAME_MAX];
	static char list[FAKE_NAMES_MAX * FAKE_NAME_MAX + 4096];
	const char *empty = fake_fault(c, "list-empty");
	size_t n = 0, len;
	unsigned long rc;

	memset(list, 0, sizeof(list));
	if (empty != NULL || fake_fault(c, none) != NULL)
		len = empty != NULL ? (size_t)(*empty - '0') : 1;
	else {
		n = fake_names(dev, app, names);
		len = pack_names(c, names, n, list);
	}
	if (fake_fault(c, "size-too-big") != NULL)
		len += 1000;
	if (fake_fault(c, "size-grows") != NULL)
		len += 40 * (size_t)c->n;
	rc = give(c, out, size, list, len);
	if (fake_fault(c, "size-lies") != NULL)
		*size = 0x7fffffff;
	return rc;
}

FAKE_API num SKF_EnumDev(int present, char *names, num *size);
FAKE_API num
SKF_EnumDev(int present, char *names, num *size)
{
	struct fake_call c;
	unsigned long rc = start(&c, "SKF_EnumDev");

	fake_say(&c, " present=%d", present);
	return (num)fake_end(&c, rc != OK ? rc : give_names(&c, "no-device", NULL, NULL, names, size));
}

/* ---- devices ---- */

/* Fault handle-null-ok: makers are free to have a handle that is NULL. */
static void *null_device;

static void *
device_of(void *dev)
{
	return dev == NULL ? null_device : dev;
}

static bool
has_name(const char *dev, const char *app, const char *name)
{
	static char names[FAKE_NAMES_MAX][FAKE_NAME_MAX];
	size_t i, n = fake_names(dev, app, names);

	for (i = 0; i < n && strcmp(names[i], name) != 0; i++)
		;
	return i < n;
}

FAKE_API num SKF_ConnectDev(char *name, void **dev);
FAKE_API num
SKF_ConnectDev(char *name, void **dev)
{
	struct fake_call c;
	unsigned long rc = start(&c, "SKF_ConnectDev");

	if (rc == OK && fake_fault(&c, "connect-fail") != NULL)
		rc = FAIL;
	if (rc == OK && (fake_fault(&c, "no-device") != NULL || !has_name(NULL, NULL, name)))
		rc = REMOVED;
	if (rc == OK) {
		*dev = fake_handle_new(&c, "device", NULL);
		fake_handle_name(*dev, name);
		null_device = NULL;
		if (fake_fault(&c, "handle-null-ok") != NULL) {
			null_device = *dev;
			*dev = NULL;
		}
	}
	return (num)fake_end(&c, rc);
}

FAKE_API num SKF_DisConnectDev(void *dev);
FAKE_API num
SKF_DisConnectDev(void *dev)
{
	return give_back("SKF_DisConnectDev", device_of(dev), "device");
}

#ifndef FAKE_FEW
static void
put_text(const struct fake_call *c, char *out, size_t cap, const char *text)
{
	if (fake_fault(c, "info-terminated-not") != NULL)
		memset(out, '\x81', cap);
	memcpy(out, text, strlen(text));
}

FAKE_API num SKF_GetDevInfo(void *dev, struct devinfo *info);
FAKE_API num
SKF_GetDevInfo(void *dev, struct devinfo *info)
{
	struct fake_call c;
	unsigned long rc = start(&c, "SKF_GetDevInfo");

	if (!fake_handle_is(&c, device_of(dev), "device"))
		rc = BAD_HANDLE;
	if (rc == OK) {
		memset(info, 0, sizeof(*info));
		info->version.major = info->hardware.major = info->firmware.major = 1;
		put_text(&c, info->manufacturer, sizeof(info->manufacturer), "Nobody");
		put_text(&c, info->issuer, sizeof(info->issuer), "Nobody");
		put_text(&c, info->label, sizeof(info->label), "False token");
		put_text(&c, info->serial, sizeof(info->serial), "0001");
		info->total = 65536;
		info->left = 4096;
		info->max_ecc = 32;
	}
	return (num)fake_end(&c, rc);
}

FAKE_API num SKF_LockDev(void *dev, num ms);
FAKE_API num
SKF_LockDev(void *dev, num ms)
{
	struct fake_call c;
	unsigned long rc = start(&c, "SKF_LockDev");

	fake_say(&c, " ms=%llu", (unsigned long long)ms);
	if (!fake_handle_is(&c, device_of(dev), "device"))
		rc = BAD_HANDLE;
	if (rc == OK && fake_fault(&c, "lock-unsupported") != NULL)
		rc = NOT_SUPPORTED;
	if (rc == OK && (fake_fault(&c, "lock-timeout") != NULL || fake_fault(&c, "busy") != NULL))
		rc = TIMED_OUT;
	if (rc == OK)
		fake_say(&c, " new=lock:1");
	return (num)fake_end(&c, rc);
}

FAKE_API num SKF_UnlockDev(void *dev);
FAKE_API num
SKF_UnlockDev(void *dev)
{
	struct fake_call c;
	unsigned long rc = start(&c, "SKF_UnlockDev");

	if (!fake_handle_is(&c, device_of(dev), "device"))
		rc = BAD_HANDLE;
	fake_say(&c, " free=lock:1");
	return (num)fake_end(&c, rc);
}
#endif

/* ---- applications ---- */

FAKE_API num SKF_EnumApplication(void *dev, char *names, num *size);
FAKE_API num
SKF_EnumApplication(void *dev, char *names, num *size)
{
	struct fake_call c;
	unsigned long rc = start(&c, "SKF_EnumApplication");

	if (!fake_handle_is(&c, device_of(dev), "device"))
		rc = BAD_HANDLE;
	if (rc == OK)
		rc = give_names(&c, "no-app", fake_handle_text(device_of(dev)), NULL, names, size);
	return (num)fake_end(&c, rc);
}

FAKE_API num SKF_OpenApplication(void *dev, char *name, void **app);
FAKE_API num
SKF_OpenApplication(void *dev, char *name, void **app)
{
	struct fake_call c;
	unsigned long rc = start(&c, "SKF_OpenApplication");

	if (!fake_handle_is(&c, device_of(dev), "device"))
		rc = BAD_HANDLE;
	if (rc == OK && (fake_fault(&c, "no-app") != NULL ||
	    !has_name(fake_handle_text(device_of(dev)), NULL, name)))
		rc = NO_APPLICATION;
	if (rc == OK) {
		*app = fake_handle_new(&c, "application", device_of(dev));
		fake_handle_name(*app, name);
	}
	return (num)fake_end(&c, rc);
}

FAKE_API num SKF_CloseApplication(void *app);
FAKE_API num
SKF_CloseApplication(void *app)
{
#ifdef FAKE_FEW
	fake_log_out();
#endif
	return give_back("SKF_CloseApplication", app, "application");
}

/* ---- the PIN ---- */

#ifndef FAKE_FEW
FAKE_API num SKF_GetPINInfo(void *app, num type, num *most, num *left, int *as_made);
FAKE_API num
SKF_GetPINInfo(void *app, num type, num *most, num *left, int *as_made)
{
	struct fake_call c;
	unsigned long rc = start(&c, "SKF_GetPINInfo");

	if (!fake_handle_is(&c, app, "application"))
		rc = BAD_HANDLE;
	if (rc == OK && fake_fault(&c, "pin-info-unsupported") != NULL)
		rc = NOT_SUPPORTED;
	if (rc == OK && type != 1)
		rc = BAD_PARAM;
	if (rc == OK) {
		*most = (num)fake_tries_max();
		*left = (num)fake_tries_left(&c);
		*as_made = 0;
	}
	return (num)fake_end(&c, rc);
}

FAKE_API num SKF_ClearSecureState(void *app);
FAKE_API num
SKF_ClearSecureState(void *app)
{
	struct fake_call c;
	unsigned long rc = start(&c, "SKF_ClearSecureState");

	if (!fake_handle_is(&c, app, "application"))
		rc = BAD_HANDLE;
	fake_say(&c, " free=login:1");
	fake_log_out();
	return (num)fake_end(&c, rc);
}
#endif

static unsigned long
log_in(struct fake_call *c, const char *pin, num *left)
{
	unsigned tries = 0;

	if (fake_fault(c, "already-logged-in") != NULL)
		return LOGGED_IN;
	if (fake_fault(c, "pin-not-init") != NULL)
		return PIN_NOT_SET;
	switch (fake_try_pin(c, pin, strlen(pin), &tries)) {
	case FAKE_PIN_OK:
		if (fake_fault(c, "retry-garbage-on-success") != NULL)
			*left = (num)0xdeadbeef;
#ifndef FAKE_FEW
		fake_say(c, " new=login:1");
#endif
		return OK;
	case FAKE_PIN_WRONG:
		*left = (num)tries;
		return PIN_WRONG;
	case FAKE_PIN_LENGTH:
		return PIN_LENGTH;
	default:
		*left = 0;
		return PIN_LOCKED;
	}
}

FAKE_API num SKF_VerifyPIN(void *app, num type, char *pin, num *left);
FAKE_API num
SKF_VerifyPIN(void *app, num type, char *pin, num *left)
{
	struct fake_call c;
	unsigned long rc = start(&c, "SKF_VerifyPIN");

	fake_say(&c, " type=%llu", (unsigned long long)type);
	if (!fake_handle_is(&c, app, "application"))
		rc = BAD_HANDLE;
	if (rc == OK && type != 1)
		rc = BAD_PARAM;
	if (rc == OK)
		rc = log_in(&c, pin, left);
	return (num)fake_end(&c, rc);
}

/* ---- containers ---- */

FAKE_API num SKF_EnumContainer(void *app, char *names, num *size);
FAKE_API num
SKF_EnumContainer(void *app, char *names, num *size)
{
	struct fake_call c;
	unsigned long rc = start(&c, "SKF_EnumContainer");

	if (!fake_handle_is(&c, app, "application"))
		rc = BAD_HANDLE;
	if (rc == OK)
		rc = give_names(&c, "no-container", fake_handle_text(fake_handle_parent(app)),
		    fake_handle_text(app), names, size);
	return (num)fake_end(&c, rc);
}

FAKE_API num SKF_OpenContainer(void *app, char *name, void **container);
FAKE_API num
SKF_OpenContainer(void *app, char *name, void **container)
{
	struct fake_call c;
	unsigned long rc = start(&c, "SKF_OpenContainer");

	if (!fake_handle_is(&c, app, "application"))
		rc = BAD_HANDLE;
	if (rc == OK && (fake_fault(&c, "no-container") != NULL ||
	    !has_name(fake_handle_text(fake_handle_parent(app)), fake_handle_text(app), name)))
		rc = NO_CONTAINER;
	if (rc == OK)
		*container = fake_handle_new(&c, "container", app);
	return (num)fake_end(&c, rc);
}

FAKE_API num SKF_CloseContainer(void *container);
FAKE_API num
SKF_CloseContainer(void *container)
{
	return give_back("SKF_CloseContainer", container, "container");
}

/* ---- certificate and key ---- */

static size_t
as_pem(uint8_t *p, size_t n)
{
	static const char digit[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	static uint8_t der[FAKE_CERT_MAX];
	char *out = (char *)p;
	size_t i, used;
	uint32_t v;

	memcpy(der, p, n);
	memset(der + n, 0, 3);
	used = (size_t)sprintf(out, "-----BEGIN CERTIFICATE-----\n");
	for (i = 0; i < n; i += 3) {
		v = (uint32_t)der[i] << 16 | (uint32_t)der[i + 1] << 8 | der[i + 2];
		out[used++] = digit[v >> 18];
		out[used++] = digit[v >> 12 & 63];
		out[used++] = i + 1 < n ? digit[v >> 6 & 63] : '=';
		out[used++] = i + 2 < n ? digit[v & 63] : '=';
		if (i % 48 == 45 && i + 3 < n)
			out[used++] = '\n';
	}
	return used + (size_t)sprintf(out + used, "\n-----END CERTIFICATE-----\n");
}

static size_t
shape_cert(const struct fake_call *c, uint8_t *p, size_t n)
{
	if (fake_fault(c, "cert-len0") != NULL)
		return 0;
	if (fake_fault(c, "cert-pem") != NULL)
		return as_pem(p, n);
	if (fake_fault(c, "cert-trailing-zeros") != NULL) {
		memset(p + n, 0, 100);
		return n + 100;
	}
	if (fake_fault(c, "cert-truncated") != NULL)
		return n - 20;
	if (fake_fault(c, "cert-garbage") != NULL)
		memset(p, 0x5a, n);
	if (fake_fault(c, "cert-64k") != NULL) {
		memset(p, 0x5a, 66000);
		return 66000;
	}
	return n;
}

FAKE_API num SKF_ExportCertificate(void *container, int sign, uint8_t *out, num *size);
FAKE_API num
SKF_ExportCertificate(void *container, int sign, uint8_t *out, num *size)
{
	static uint8_t cert[FAKE_CERT_MAX];
	struct fake_call c;
	unsigned long rc = start(&c, "SKF_ExportCertificate");
	size_t n;

	fake_say(&c, " sign=%d", sign);
	if (!fake_handle_is(&c, container, "container"))
		rc = BAD_HANDLE;
	n = fake_cert(&c, sign ? FAKE_SIGN : FAKE_ENC, cert, 60000);
	if (rc == OK && n == 0)
		rc = NO_CERT;
	if (rc == OK)
		rc = give(&c, out, size, cert, shape_cert(&c, cert, n));
	return (num)fake_end(&c, rc);
}

static void
shape_point(const struct fake_call *c, struct ecc_public *blob)
{
	if (fake_fault(c, "pub-left-aligned") != NULL) {
		memmove(blob->x, blob->x + 32, 32);
		memmove(blob->y, blob->y + 32, 32);
		memset(blob->x + 32, 0, 32);
		memset(blob->y + 32, 0, 32);
	}
	if (fake_fault(c, "pub-off-curve") != NULL)
		blob->y[63] ^= 1;
	if (fake_fault(c, "pub-bits-wrong") != NULL)
		blob->bits = 384;
}

FAKE_API num SKF_ExportPublicKey(void *container, int sign, uint8_t *out, num *size);
FAKE_API num
SKF_ExportPublicKey(void *container, int sign, uint8_t *out, num *size)
{
	enum fake_pair pair = sign ? FAKE_SIGN : FAKE_ENC;
	struct ecc_public ecc = { .bits = 256 };
	struct rsa_public rsa = { .bits = 2048 };
	struct fake_call c;
	unsigned long rc = start(&c, "SKF_ExportPublicKey");
	uint8_t xy[64];

	fake_say(&c, " sign=%d", sign);
	if (!fake_handle_is(&c, container, "container"))
		rc = BAD_HANDLE;
	if (rc == OK && fake_fault(&c, "pub-rsa-blob") != NULL) {
		memset(rsa.modulus, 0xab, sizeof(rsa.modulus));
		rc = give(&c, out, size, &rsa, sizeof(rsa));
	} else if (rc == OK && fake_fault(&c, "pub-absent") == NULL && fake_point(&c, pair, xy)) {
		memcpy(ecc.x + 32, xy, 32);
		memcpy(ecc.y + 32, xy + 32, 32);
		shape_point(&c, &ecc);
		rc = give(&c, out, size, &ecc, sizeof(ecc));
		if (fake_fault(&c, "pub-len-lies") != NULL)
			*size = 0x7fffffff;
	} else if (rc == OK)
		rc = NO_KEY;
	return (num)fake_end(&c, rc);
}

/* ---- signing ---- */

#ifndef FAKE_MUTE
static void
place(const struct fake_call *c, const uint8_t rs[64], uint8_t *out)
{
	static const uint8_t zero[64];
	size_t r = 32, s = 96;

	if (fake_fault(c, "sig-left-aligned") != NULL) {
		r = 0;
		s = 64;
	} else if (fake_fault(c, "sig-contiguous") != NULL) {
		r = 0;
		s = 32;
	}
	memcpy(out, zero, 64);
	memcpy(out + 64, zero, 64);
	memcpy(out + r, rs, 32);
	memcpy(out + s, rs + 32, 32);
	if (fake_fault(c, "sig-dirty-padding") != NULL)
		out[5] = out[70] = 0x77;
	if (fake_fault(c, "overrun") != NULL)
		memset(out + 128, 0x77, 32);
}

FAKE_API num SKF_ECCSignData(void *container, uint8_t *data, num len, uint8_t *out);
FAKE_API num
SKF_ECCSignData(void *container, uint8_t *data, num len, uint8_t *out)
{
	struct fake_call c;
	unsigned long rc = start(&c, "SKF_ECCSignData");
	uint8_t rs[64];

	fake_say(&c, " len=%llu", (unsigned long long)len);
	if (!fake_handle_is(&c, container, "container"))
		rc = BAD_HANDLE;
	if (rc == OK && !fake_logged_in(&c))
		rc = NOT_LOGGED_IN;
	if (rc == OK && len != 32)
		rc = BAD_LENGTH;
	if (rc == OK && fake_fault(&c, "sig-partial-write") == NULL) {
		fake_wait(&c);
		if (fake_sm2_sign(&c, data, (size_t)len, rs))
			place(&c, rs, out);
		else
			rc = NO_KEY;
	}
	return (num)fake_end(&c, rc);
}
#endif
