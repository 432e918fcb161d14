/* SPDX-License-Identifier: Apache-2.0 */
/* status.h - signed lists of what became of seals and certificates; the format is
 * ecert-status(5)'s.  Public part: ecert/status.h. */
#ifndef ECI_STATUS_H
#define ECI_STATUS_H

#include "base/base.h"
#include "crypto/crypto.h"

enum eci_status_state {
	ECI_ST_NONE,                 /* the list says nothing of it */
	/* seals */
	ECI_ST_ACTIVE, ECI_ST_REVOKED, ECI_ST_LOST, ECI_ST_SUSPENDED, ECI_ST_RENEWED,
	/* certificates */
	ECI_ST_VOID, ECI_ST_SUPPLEMENTED, ECI_ST_RETENTION_ENDED
};

struct eci_status_entry {
	const char           *id;        /* seal code, or identifier in canonical form */
	enum eci_status_state state;
	int64_t               since;     /* UTC seconds */
	const char           *reason;    /* of RFC 5280 5.3.1, static, or NULL */
	bool                  stolen;    /* others may hold the key */
	const char           *note;      /* for people, or NULL */
	/* Replaced or supplemented by: n texts, each after the NUL of the one before. */
	const char           *others;
	size_t                n_others;
};
/* "retention-ended" */
const char *eci_status_state_name(enum eci_status_state state);

struct eci_status_head {
	ecert_status_kind      kind;
	int64_t                number;
	int64_t                made, next;     /* next: 0 where not stated */
	const char            *name;           /* of the file; as given */
	const struct eci_cert *signer;
	const struct eci_certs *certs;         /* that came along: candidates */
	bool                   good;           /* the value is the signer's over the list */
};
void eci_status_head(const ecert_status *list, struct eci_status_head *out);
/* The i-th entry about id, in order of time; false after the last. */
bool eci_status_find(const ecert_status *list, const char *id, size_t i,
    struct eci_status_entry *out);
/* What an entry calls a thing whose code is id but for the case of ASCII letters and
 * blanks around it; NULL where none does. */
const char *eci_status_alike(const ecert_status *list, const char *id);

#endif
