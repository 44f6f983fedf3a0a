# edgec in a container: `docker build -t edgec .`, then `docker run --rm -v "$PWD:/work" edgec convert model.onnx -o model.tflite`.
FROM swift:6.3-bookworm AS build
RUN apt-get update -q && apt-get install -yq --no-install-recommends make sudo && rm -rf /var/lib/apt/lists/*
WORKDIR /edgec
COPY . .
RUN make release && mkdir /package && tar -xzf out/release/edgec-*.tar.gz -C /package --strip-components 1

# A C compiler and an emulated board come along: verify and bench use them.
FROM debian:12-slim
RUN apt-get update -q && apt-get install -yq --no-install-recommends gcc libc6-dev gcc-arm-none-eabi \
  libnewlib-arm-none-eabi qemu-system-arm && rm -rf /var/lib/apt/lists/*
COPY --from=build /package /usr/local
WORKDIR /work
ENTRYPOINT ["edgec"]
