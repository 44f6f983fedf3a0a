#ifndef IMAGE_BRIDGE_H
#define IMAGE_BRIDGE_H

#include <stddef.h>
#include <stdint.h>

/// PNG through libpng and JPEG through libjpeg, each in two steps: the size, then the pixels into memory of the
/// caller's. Bytes may be hostile: what is wrong with them ends in a message, and what the libraries allocate is
/// bounded by the size that the caller has seen.

enum { IMAGE_MESSAGE_SIZE = 200 };

/// What a decoder has to say: empty when all went well.
typedef struct {
  char text[IMAGE_MESSAGE_SIZE];
} image_message;

typedef struct {
  uint32_t width;
  uint32_t height;
} image_size;

/// Whether the bytes begin like such a file.
int image_is_png(const uint8_t *bytes, size_t count);
int image_is_jpeg(const uint8_t *bytes, size_t count);

/// Reads the size, both sides of which are at least 1 and at most `limit`. Returns 1, or 0 with a message.
int image_read_png_size(
    const uint8_t *bytes, size_t count, uint32_t limit, image_size *size, image_message *message);
int image_read_jpeg_size(
    const uint8_t *bytes, size_t count, uint32_t limit, image_size *size, image_message *message);

/// Writes `3 * width * height` bytes to `pixels`, row by row, red, green and blue; grey is written three times.
/// Transparency, embedded gammas and colour profiles are ignored; 16 bits are scaled to 8. `size` must be what
/// `image_read_…_size` gave. Returns 1, or 0 with a message; a file that ends early or is damaged is an error.
int image_read_png(
    const uint8_t *bytes, size_t count, image_size size, uint8_t *pixels, image_message *message);
int image_read_jpeg(
    const uint8_t *bytes, size_t count, image_size size, uint8_t *pixels, image_message *message);

#endif
