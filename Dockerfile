# The command in an image: docker run --rm --read-only -v "$PWD:/work:ro" dti-targets check
ARG PYTHON=3.13

FROM python:${PYTHON}-slim AS build
WORKDIR /src
# The pinned packages come before the code, so that a change of the code fetches none again.
COPY constraints/runtime.txt constraints/
RUN pip wheel --no-cache-dir --require-hashes --wheel-dir=/wheels --requirement=constraints/runtime.txt
RUN pip install --no-index --find-links=/wheels hatchling
COPY pyproject.toml README.md LICENSE ./
COPY docs/diagnostics.md docs/diagnostics.vi.md docs/
COPY targets/ targets/
COPY src/ src/
RUN pip wheel --no-index --no-deps --no-build-isolation --wheel-dir=/wheels .
# From here nothing but checked wheels is installed, and of them only what runs.
RUN python -m venv --without-pip /opt/dti-targets
RUN pip --python=/opt/dti-targets/bin/python install --no-index --find-links=/wheels --no-compile 'dti-targets[office]'
# Compiled once and for all: whoever runs it may not write, and copying may change a file's time.
RUN python -m compileall -q --invalidation-mode=unchecked-hash /opt/dti-targets/lib

FROM python:${PYTHON}-slim
# The official image has no compiled module of the standard library: each start would compile them.
RUN python -m compileall -q --invalidation-mode=unchecked-hash -x site-packages "$(python -c 'import os; print(os.path.dirname(os.__file__))')"
COPY --from=build /opt/dti-targets /opt/dti-targets
ENV PATH=/opt/dti-targets/bin:$PATH PYTHONDONTWRITEBYTECODE=1 LANG=C.UTF-8
WORKDIR /work
# A number, so that a cluster sees that it is not root; it owns nothing in the image.
USER 65532:65532
ENTRYPOINT ["dti-targets"]
