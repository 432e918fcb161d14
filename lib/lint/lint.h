/* SPDX-License-Identifier: Apache-2.0 */
/* lint.h - the rules of the metrology specification: all of it is public, see
 * ecert/lint.h. */
#ifndef ECI_LINT_H
#define ECI_LINT_H

#include "base/base.h"

#endif
