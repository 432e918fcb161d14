/* SPDX-License-Identifier: Apache-2.0 */
/* job.h - the whole work on files: all of it is public, see ecert/job.h. */
#ifndef ECI_JOB_H
#define ECI_JOB_H

#include "base/base.h"

#endif
