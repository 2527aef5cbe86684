FROM python:3.11-slim

WORKDIR /app
COPY requirements-run.lock .
RUN pip install --no-cache-dir --require-hashes -r requirements-run.lock
COPY pyproject.toml README.md ./
COPY bot bot
COPY handlers handlers
COPY scheduler scheduler
COPY storage storage
COPY manifests manifests
# What builds it is in the lock as well, so that nothing comes from outside unchecked.
RUN pip install --no-cache-dir --no-deps --no-build-isolation . && rm -rf build

RUN useradd --system --uid 10001 --home-dir /data --create-home drumbeat
USER drumbeat
WORKDIR /data
ENV DRUMBEAT_HOST=0.0.0.0 DRUMBEAT_PORT=3000 DRUMBEAT_ENV=production DRUMBEAT_PLAYGROUND=off
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s CMD \
  ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:3000/readyz', timeout=3)"]
ENTRYPOINT ["drumbeat"]
CMD ["run"]
