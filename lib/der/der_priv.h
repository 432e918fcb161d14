/* SPDX-License-Identifier: Apache-2.0 */
/* der_priv.h - rules of X.690 that the reader and the checker share. */
#ifndef ECI_DER_PRIV_H
#define ECI_DER_PRIV_H

#include "der/der.h"

/* Each returns what is wrong, in words, or NULL. */

/* Identifier and length octets of the value at p, which has n bytes in reach. */
const char *eci_der_header(const uint8_t *p, size_t n, size_t *header, size_t *len);
const char *eci_der_bool_fault(struct eci_bytes body);
const char *eci_der_int_fault(struct eci_bytes body);
const char *eci_der_bits_fault(struct eci_bytes body);
const char *eci_der_oid_fault(struct eci_bytes body);

#endif
