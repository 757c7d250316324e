# Image of the site and of its commands. The lock is the one of `make setup`: same versions everywhere.
FROM python:3.12-slim

RUN useradd --create-home --uid 1000 debouches \
    && install -d -o debouches /srv/debouches /var/lib/debouches
WORKDIR /srv/debouches

# Dependencies first: they change less often than the code.
COPY requirements.lock ./
RUN pip install --no-cache-dir --require-hashes -r requirements.lock

COPY . .
RUN pip install --no-cache-dir --no-deps --no-build-isolation -e .

USER debouches
ENV DEBOUCHES_HOME=/var/lib/debouches \
    DEBOUCHES_HOST=0.0.0.0 \
    DEBOUCHES_PORT=8000
VOLUME /var/lib/debouches
EXPOSE 8000
CMD ["debouches", "run"]
