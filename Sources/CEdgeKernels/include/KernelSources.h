/* The texts of the kernel headers, embedded in the tool so that it can write them next to the code it generates. */
#ifndef EDGEC_KERNEL_SOURCES_H
#define EDGEC_KERNEL_SOURCES_H

#include <stdint.h>

/* The number of headers. They are ordered so that each comes after the ones it includes. */
int32_t edgec_kernel_source_count(void);

/* The file name of header i, e.g. "conv2d.h"; NULL when there is no such header. Headers include one another by
 * these names, so they work from any one folder; concatenated in order they need no includes of each other. */
const char *edgec_kernel_source_name(int32_t i);

/* The text of header i, NUL-terminated; NULL when there is no such header. */
const char *edgec_kernel_source_text(int32_t i);

/* Whether header i includes header j itself (not through others). */
int32_t edgec_kernel_source_includes(int32_t i, int32_t j);

#endif
