/* Runs the model on each sample and prints the class it recognises; the exit code is the number of mistakes. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "kws.h"
#include "samples.h"

static _Alignas(KWS_ARENA_ALIGN) uint8_t arena[KWS_ARENA_BYTES];

static int recognise(const float *spectrum) {
  memcpy(kws_input_0(arena), spectrum, KWS_INPUT_0_BYTES);
  kws_run(arena);
  const float *probabilities = kws_output_0(arena);
  int best = 0;
  for (int i = 1; i < (int)KWS_OUTPUT_0_ELEMENTS; ++i) {
    if (probabilities[i] > probabilities[best]) best = i;
  }
  return best;
}

int main(void) {
  int mistakes = 0;
  for (int i = 0; i < SAMPLES; ++i) {
    const int recognised = recognise(spectra[i]);
    printf("sample %d: %s\n", i, labels[recognised]);
    mistakes += recognised != expected[i];
  }
  printf("%d of %d recognised, %u bytes of RAM for the model\n", SAMPLES - mistakes, SAMPLES, KWS_ARENA_BYTES);
  return mistakes;
}
