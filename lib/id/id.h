/* SPDX-License-Identifier: Apache-2.0 */
/* id.h - the identifier codec, organisation codes and file names: all of it is
 * public, see ecert/id.h; this adds what other layers need of its inside. */
#ifndef ECI_ID_H
#define ECI_ID_H

#include "base/base.h"

/* A copy of opts, or of nothing (*out NULL) when opts is NULL. */
ecert_err eci_id_opts_copy(ecert_ctx *ctx, const ecert_id_opts *opts, ecert_id_opts **out);

#endif
