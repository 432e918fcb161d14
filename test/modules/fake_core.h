/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fake_core.h - what the false devices of the tests share: key and certificate, PIN
 * and tries, handles, faults and a log of calls.  Each module is made of fake_core.c
 * and a file of its own; README.md says which variables of the environment steer it.
 */
#ifndef FAKE_CORE_H
#define FAKE_CORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define FAKE_API __attribute__((visibility("default")))
#define FAKE_NAME_MAX 5000
#define FAKE_NAMES_MAX 8
#define FAKE_CERT_MAX 70000

/* ---- what a module says of itself ---- */

/* The function that signs: the faults of signing are its own. */
extern const char *const fake_sign_function;
/* Names of faults that this kind of module knows beside the common ones, NULL at
 * the end. */
extern const char *const fake_module_faults[];

/* ---- calls ---- */

/* Room for a line of the log; lives on the stack of the function. */
struct fake_call {
	const char *function;
	unsigned    n;            /* the how many-th call of it, from 1 */
	size_t      used;
	char        line[1000];
};
/* First in each function: takes the lock, reads the environment anew if it is another
 * than before.  False: the environment is not to be understood, and fail is due. */
bool fake_begin(struct fake_call *c, const char *function);
/* " name=value" for the log; of a PIN its length alone. */
void fake_say(struct fake_call *c, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* Last in each: the line is written, the lock given back; returns rc. */
unsigned long fake_end(struct fake_call *c, unsigned long rc);

/* ---- faults: FAKE_TOKEN_FAULT=name[=value][@n],... ---- */

/* Its value, "" where it has none; NULL: not in this call. */
const char *fake_fault(const struct fake_call *c, const char *name);
/* fault removed=FUNCTION@n: whether the device is gone, in this call or before. */
bool fake_is_removed(const struct fake_call *c);
/* rc=HEX of the function that signs, rc=FUNCTION:HEX of any. */
bool fake_code(const struct fake_call *c, unsigned long *rc);
/* slow=MS */
void fake_wait(const struct fake_call *c);

/* ---- handles ---- */

/* Logged as new=KIND:N, on=KIND:N and free=KIND:N; one that is not open, or of
 * another kind, is logged as bad=KIND. */
void *fake_handle_new(struct fake_call *c, const char *kind, void *parent);
bool fake_handle_is(struct fake_call *c, const void *handle, const char *kind);
bool fake_handle_free(struct fake_call *c, void *handle, const char *kind);
/* What a handle stands for, a name; kept by the handle. */
void fake_handle_name(void *handle, const char *name);
const char *fake_handle_text(const void *handle);
void *fake_handle_parent(const void *handle);

/* ---- what the device holds ---- */

enum fake_pair { FAKE_SIGN, FAKE_ENC };
/* FAKE_TOKEN_NAMES; the devices, the applications of dev, the containers of app. */
size_t fake_names(const char *dev, const char *app, char names[FAKE_NAMES_MAX][FAKE_NAME_MAX]);
/* DER of the certificate; 0: none.  Faults cert-absent; cert-other-key and
 * cert-enc-only: that of the other pair, or the other alone. */
size_t fake_cert(const struct fake_call *c, enum fake_pair pair, uint8_t *out, size_t cap);
/* x || y of an SM2 key; false: another kind of key, or none.  Faults pub-other: of
 * none; pub-enc: of the other pair. */
bool fake_point(const struct fake_call *c, enum fake_pair pair, uint8_t xy[64]);
/* Modulus, big-endian, of an RSA key; 0: another kind of key, or none. */
size_t fake_modulus(enum fake_pair pair, uint8_t *out, size_t cap);
/* r || s over e with the faults that concern values, whatever their form. */
bool fake_sm2_sign(const struct fake_call *c, const uint8_t *e, size_t n, uint8_t rs[64]);
/* PKCS#1 v1.5 over a DigestInfo that is given whole. */
size_t fake_rsa_sign(const struct fake_call *c, const uint8_t *info, size_t n, uint8_t *out,
    size_t cap);
/* SM3(Z || m) by the key of pair and the default ID, for a device that hashes. */
bool fake_digest(enum fake_pair pair, const uint8_t *m, size_t n, uint8_t e[32]);
/* DER of r || s; fault sig-der-noncanonical. */
size_t fake_der(const struct fake_call *c, const uint8_t rs[64], uint8_t *out);

/* ---- the PIN ---- */

enum fake_pin { FAKE_PIN_OK, FAKE_PIN_WRONG, FAKE_PIN_LOCKED, FAKE_PIN_LENGTH };
/* Costs a try where it is wrong; the faults of PINs are in it. */
enum fake_pin fake_try_pin(struct fake_call *c, const char *pin, size_t n, unsigned *left);
/* Faults pin-last-try and pin-locked. */
unsigned fake_tries_left(const struct fake_call *c);
unsigned fake_tries_max(void);
bool fake_logged_in(const struct fake_call *c);
void fake_log_out(void);

#endif
