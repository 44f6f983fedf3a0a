#include <png.h>
#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include "ImageBridge.h"

/// More than this a chunk that is no pixels, such as a palette or a text, may not expand to.
enum { CHUNK_LIMIT = 1 << 20, CHUNK_COUNT_LIMIT = 1000 };

typedef struct {
  const uint8_t *bytes;
  size_t count;
  size_t position;
  image_message *message;
} png_input;

static void read_bytes(png_structp png, png_bytep target, size_t count) {
  png_input *input = png_get_io_ptr(png);
  if (count > input->count - input->position) png_error(png, "the file ends too early");
  memcpy(target, input->bytes + input->position, count);
  input->position += count;
}

static void fail(png_structp png, png_const_charp text) {
  png_input *input = png_get_error_ptr(png);
  snprintf(input->message->text, IMAGE_MESSAGE_SIZE, "%s", text);
  png_longjmp(png, 1);
}

static void ignore(png_structp png, png_const_charp text) {
  (void)png;
  (void)text;
}

/// A reader that has read everything before the pixels, or NULL.
static png_structp open_png(png_input *input, uint32_t limit, png_infop *info) {
  png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, input, fail, ignore);
  if (png == NULL) {
    snprintf(input->message->text, IMAGE_MESSAGE_SIZE, "libpng cannot be started");
    return NULL;
  }
  *info = png_create_info_struct(png);
  if (*info == NULL) {
    snprintf(input->message->text, IMAGE_MESSAGE_SIZE, "libpng has no memory");
    png_destroy_read_struct(&png, NULL, NULL);
    return NULL;
  }
  if (setjmp(png_jmpbuf(png))) {
    png_destroy_read_struct(&png, info, NULL);
    return NULL;
  }
  png_set_read_fn(png, input, read_bytes);
  png_set_user_limits(png, limit, limit);
  png_set_chunk_malloc_max(png, CHUNK_LIMIT);
  png_set_chunk_cache_max(png, CHUNK_COUNT_LIMIT);
  png_read_info(png, *info);
  return png;
}

int image_is_png(const uint8_t *bytes, size_t count) {
  return count >= 8 && png_sig_cmp(bytes, 0, 8) == 0;
}

int image_read_png_size(
    const uint8_t *bytes, size_t count, uint32_t limit, image_size *size, image_message *message) {
  png_input input = {bytes, count, 0, message};
  message->text[0] = 0;
  png_infop info = NULL;
  png_structp png = open_png(&input, limit, &info);
  if (png == NULL) return 0;
  size->width = png_get_image_width(png, info);
  size->height = png_get_image_height(png, info);
  png_destroy_read_struct(&png, &info, NULL);
  return 1;
}

int image_read_png(
    const uint8_t *bytes, size_t count, image_size size, uint8_t *pixels, image_message *message) {
  png_input input = {bytes, count, 0, message};
  message->text[0] = 0;
  png_infop info = NULL;
  png_structp png =
      open_png(&input, size.width > size.height ? size.width : size.height, &info);
  if (png == NULL) return 0;
  if (setjmp(png_jmpbuf(png))) {
    png_destroy_read_struct(&png, &info, NULL);
    return 0;
  }
  png_set_expand(png);
  png_set_scale_16(png);
  png_set_strip_alpha(png);
  png_set_gray_to_rgb(png);
  int passes = png_set_interlace_handling(png);
  png_read_update_info(png, info);
  if (png_get_image_width(png, info) != size.width || png_get_image_height(png, info) != size.height ||
      png_get_rowbytes(png, info) != (size_t)size.width * 3) {
    png_error(png, "the pixels are not three bytes each");
  }
  for (int pass = 0; pass < passes; pass++) {
    for (uint32_t row = 0; row < size.height; row++) {
      png_read_row(png, pixels + (size_t)row * size.width * 3, NULL);
    }
  }
  png_read_end(png, NULL);
  png_destroy_read_struct(&png, &info, NULL);
  return 1;
}
