/* SPDX-License-Identifier: Apache-2.0 */
/* pki.h - making keys, describing keys and certificates, a PKI for tests: all of
 * it is public, see ecert/key.h. */
#ifndef ECI_PKI_H
#define ECI_PKI_H

#include "base/base.h"

#endif
