/* SPDX-License-Identifier: Apache-2.0 */
/*
 * signer_skf.h - USB tokens by GM/T 0016 (GB/T 35291), "SKF".  Declared here is what
 * signing needs.
 *
 * The standard's ULONG has 4 bytes in the libraries of some makers and 8 in those of
 * others, on the same machine, and nothing in a library tells.  So a value is passed in
 * a whole register, where the callee reads the half it knows, and taken back through
 * eight bytes that were zero, whose low half is right whoever wrote it; structures are
 * read out of room that is larger than any of them.  This holds where a register is
 * little-endian and eight bytes wide.
 */
#ifndef ECI_SIGNER_SKF_H
#define ECI_SIGNER_SKF_H

#include <pthread.h>

#include "signer/signer_priv.h"

#define ECI_SKF_STD "GM/T 0016"

typedef unsigned long eci_skf_num;      /* ULONG and BOOL, by value */
typedef uint64_t eci_skf_slot;          /* what a pointer to one points to */
typedef void *eci_skf_handle;           /* may be NULL and good */

/* In the order of the standard. */
struct eci_skf_api {
	eci_skf_num (*enum_dev)(eci_skf_num present, char *names, eci_skf_slot *size);
	eci_skf_num (*connect)(const char *name, eci_skf_handle *dev);
	eci_skf_num (*disconnect)(eci_skf_handle dev);
	eci_skf_num (*dev_info)(eci_skf_handle dev, void *info);
	eci_skf_num (*lock)(eci_skf_handle dev, eci_skf_num ms);
	eci_skf_num (*unlock)(eci_skf_handle dev);
	eci_skf_num (*enum_app)(eci_skf_handle dev, char *names, eci_skf_slot *size);
	eci_skf_num (*open_app)(eci_skf_handle dev, const char *name, eci_skf_handle *app);
	eci_skf_num (*close_app)(eci_skf_handle app);
	eci_skf_num (*pin_info)(eci_skf_handle app, eci_skf_num type, eci_skf_slot *most,
	    eci_skf_slot *left, eci_skf_slot *is_default);
	eci_skf_num (*verify_pin)(eci_skf_handle app, eci_skf_num type, const char *pin,
	    eci_skf_slot *left);
	eci_skf_num (*log_out)(eci_skf_handle app);
	eci_skf_num (*enum_con)(eci_skf_handle app, char *names, eci_skf_slot *size);
	eci_skf_num (*open_con)(eci_skf_handle app, const char *name, eci_skf_handle *con);
	eci_skf_num (*close_con)(eci_skf_handle con);
	eci_skf_num (*cert)(eci_skf_handle con, eci_skf_num sign, uint8_t *out,
	    eci_skf_slot *size);
	eci_skf_num (*key)(eci_skf_handle con, eci_skf_num sign, uint8_t *out,
	    eci_skf_slot *size);
	eci_skf_num (*sign)(eci_skf_handle con, const uint8_t *data, eci_skf_num len,
	    uint8_t *out);
};

/* What is known of a maker's library, from headers and reports that are public. */
struct eci_skf_maker {
	const char *name;          /* setting "maker" */
	const char *library[3];    /* parts of file names, lower case */
	unsigned    width;         /* of ULONG; 0: not known */
	const char *application;   /* taken where there are several */
	uint32_t    no_container;  /* its code for that, beside the known ones */
};

/* A device, application and container are each within the one before. */
enum eci_skf_level { ECI_SKF_DEVICE, ECI_SKF_APP, ECI_SKF_CONTAINER, ECI_SKF_LEVELS };

struct eci_skf {
	const ecert_token          *token;      /* while it is opened */
	char                       *where[ECI_SKF_LEVELS + 1];    /* by n_open, for messages */
	struct eci_lib             *lib;
	struct eci_skf_api          api;
	const struct eci_skf_maker *maker;
	unsigned                    width;      /* of ULONG, 0: either */
	eci_skf_handle              at[ECI_SKF_LEVELS];
	size_t                      n_open;     /* of them */
	bool                        locked, logged_in, has_mutex;
	pthread_mutex_t             mutex;
	uint32_t                    dead;       /* the code it was given up for */
};

/* The library, "DEVICE", "DEVICE/APPLICATION"... */
static inline const char *
eci_skf_where(const struct eci_skf *d)
{
	return d->where[d->n_open];
}

/* ---- signer_skf_api.c ---- */

ecert_err eci_skf_load(ecert_ctx *ctx, struct eci_skf *d);

/* ---- signer_skf_code.c ---- */

enum {
	ECI_SKF_OK = 0, ECI_SKF_NOT_SUPPORTED = 0x0A000003, ECI_SKF_BAD_HANDLE = 0x0A000005,
	ECI_SKF_TIMEOUT = 0x0A00000F, ECI_SKF_NO_CERT = 0x0A00001C,
	ECI_SKF_TOO_SMALL = 0x0A000020, ECI_SKF_REMOVED = 0x0A000023,
	ECI_SKF_PIN_WRONG = 0x0A000024, ECI_SKF_PIN_LOCKED = 0x0A000025,
	ECI_SKF_LOGGED_IN = 0x0A000028, ECI_SKF_NOT_LOGGED_IN = 0x0A00002D
};
/* A code that was returned: no more than 32 bits of the register are. */
uint32_t eci_skf_code(eci_skf_num rc);
/* What it means where operation, "SKF_OpenContainer", returned it; ECERT_E_KEY. */
ecert_err eci_skf_failed(ecert_ctx *ctx, const struct eci_skf *d, const char *operation,
    uint32_t code);

/* ---- signer_skf_maker.c ---- */

/* By setting "maker", else by the name of the library; never NULL. */
const struct eci_skf_maker *eci_skf_maker(const ecert_token *token);
/* Whether code of SKF_OpenContainer says that there is none of that name. */
bool eci_skf_no_container(const struct eci_skf_maker *maker, uint32_t code);

/* ---- signer_skf_list.c ---- */

/* Names of devices, or of what is in the device or application that is open. */
struct eci_skf_list {
	struct eci_buf text;
	const char    *v[64];
	size_t         n;
};
ecert_err eci_skf_list(ecert_ctx *ctx, const struct eci_skf *d, struct eci_skf_list *out);
void eci_skf_list_free(struct eci_skf_list *list);
/* "device", "application", "container": the setting that names one of level. */
const char *eci_skf_level_name(enum eci_skf_level level);
/* The name in the settings, else the only one there is: to be freed. */
ecert_err eci_skf_choose(ecert_ctx *ctx, const struct eci_skf *d, char **out);

/* ---- signer_skf_open.c ---- */

/* The library; d is all zero, and to be ended also where this failed. */
ecert_err eci_skf_start(ecert_ctx *ctx, const ecert_token *token, struct eci_skf *d);
/* The next level, by name; and out of levels again until n are open. */
ecert_err eci_skf_enter(ecert_ctx *ctx, struct eci_skf *d, const char *name);
void eci_skf_leave(struct eci_skf *d, size_t n);
void eci_skf_end(struct eci_skf *d);

/* ---- signer_skf_cert.c ---- */

/* That of the signing pair, or of the other; *out NULL: there is none. */
ecert_err eci_skf_cert(ecert_ctx *ctx, const struct eci_skf *d, bool sign, struct eci_cert **out);
/* The container has the key of cert to sign with. */
ecert_err eci_skf_check_key(ecert_ctx *ctx, const struct eci_skf *d, const struct eci_cert *cert);

/* ---- signer_skf_pin.c ---- */

/* Tries that are left, and how many there are; false: the device does not tell. */
ecert_err eci_skf_tries(ecert_ctx *ctx, const struct eci_skf *d, uint32_t *left, uint32_t *most,
    bool *known);
ecert_err eci_skf_log_in(ecert_ctx *ctx, struct eci_skf *d, ecert_pass_fn *pin, void *arg);

/* ---- signer_skf_sign.c ---- */

ecert_err eci_skf_sign(ecert_ctx *ctx, void *dev, const struct eci_to_sign *what,
    struct eci_forms *out);

#endif
