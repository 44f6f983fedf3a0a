#include <setjmp.h>
#include <stdio.h>
#include <string.h>

// libjpeg's header uses FILE and size_t without including them.
#include <jpeglib.h>

#include <jerror.h>

#include "ImageBridge.h"

/// A progressive file has some ten scans; a hostile one has thousands, each as long as the picture is large.
enum { SCAN_LIMIT = 100 };

typedef struct {
  struct jpeg_error_mgr base;
  jmp_buf jump;
  image_message *message;
} jpeg_errors;

static void fail(j_common_ptr jpeg) {
  jpeg_errors *errors = (jpeg_errors *)jpeg->err;
  char text[JMSG_LENGTH_MAX];
  errors->base.format_message(jpeg, text);
  snprintf(errors->message->text, IMAGE_MESSAGE_SIZE, "%.*s", IMAGE_MESSAGE_SIZE - 1, text);
  longjmp(errors->jump, 1);
}

/// A warning, which has level -1, tells of damage that libjpeg would paint over, with two exceptions: cameras put
/// bytes of their own between markers, and programs say what colours they used in a way that is not Adobe's.
static void warn(j_common_ptr jpeg, int level) {
  int code = jpeg->err->msg_code;
  if (level < 0 && code != JWRN_EXTRANEOUS_DATA && code != JWRN_ADOBE_XFORM) fail(jpeg);
}

static void count_scans(j_common_ptr jpeg) {
  if (((j_decompress_ptr)jpeg)->input_scan_number <= SCAN_LIMIT) return;
  jpeg_errors *errors = (jpeg_errors *)jpeg->err;
  snprintf(errors->message->text, IMAGE_MESSAGE_SIZE, "more than %d scans", SCAN_LIMIT);
  longjmp(errors->jump, 1);
}

/// Expects a jump target in `errors` already.
static void open_jpeg(
    struct jpeg_decompress_struct *jpeg, const uint8_t *bytes, size_t count) {
  jpeg_create_decompress(jpeg);
  jpeg_mem_src(jpeg, bytes, (unsigned long)count);
  jpeg_read_header(jpeg, TRUE);
}

static void prepare(struct jpeg_decompress_struct *jpeg, jpeg_errors *errors, image_message *message) {
  memset(jpeg, 0, sizeof *jpeg);
  message->text[0] = 0;
  errors->message = message;
  jpeg->err = jpeg_std_error(&errors->base);
  errors->base.error_exit = fail;
  errors->base.emit_message = warn;
}

int image_is_jpeg(const uint8_t *bytes, size_t count) {
  return count >= 3 && bytes[0] == 0xFF && bytes[1] == 0xD8 && bytes[2] == 0xFF;
}

int image_read_jpeg_size(
    const uint8_t *bytes, size_t count, uint32_t limit, image_size *size, image_message *message) {
  struct jpeg_decompress_struct jpeg;
  jpeg_errors errors;
  prepare(&jpeg, &errors, message);
  if (setjmp(errors.jump)) {
    jpeg_destroy_decompress(&jpeg);
    return 0;
  }
  open_jpeg(&jpeg, bytes, count);
  size->width = jpeg.image_width;
  size->height = jpeg.image_height;
  jpeg_destroy_decompress(&jpeg);
  if (size->width <= limit && size->height <= limit) return 1;
  snprintf(message->text, IMAGE_MESSAGE_SIZE, "image width or height exceeds %u", (unsigned)limit);
  return 0;
}

int image_read_jpeg(
    const uint8_t *bytes, size_t count, image_size size, uint8_t *pixels, image_message *message) {
  struct jpeg_decompress_struct jpeg;
  jpeg_errors errors;
  struct jpeg_progress_mgr progress = {0};
  prepare(&jpeg, &errors, message);
  if (setjmp(errors.jump)) {
    jpeg_destroy_decompress(&jpeg);
    return 0;
  }
  open_jpeg(&jpeg, bytes, count);
  progress.progress_monitor = count_scans;
  jpeg.progress = &progress;
  jpeg.out_color_space = JCS_RGB;
  jpeg_start_decompress(&jpeg);
  if (jpeg.output_width != size.width || jpeg.output_height != size.height ||
      jpeg.output_components != 3) {
    snprintf(message->text, IMAGE_MESSAGE_SIZE, "the pixels are not three bytes each");
    longjmp(errors.jump, 1);
  }
  while (jpeg.output_scanline < jpeg.output_height) {
    JSAMPROW row = pixels + (size_t)jpeg.output_scanline * size.width * 3;
    jpeg_read_scanlines(&jpeg, &row, 1);
  }
  jpeg_finish_decompress(&jpeg);
  jpeg_destroy_decompress(&jpeg);
  return 1;
}
