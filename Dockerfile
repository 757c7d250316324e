# Image of the site and of its commands. Its lock is that of `make setup`, less what only tests need: same versions.
FROM python:3.12-slim

RUN useradd --create-home --uid 1000 debouches \
    && install -d -o debouches /srv/debouches /var/lib/debouches
WORKDIR /srv/debouches

# Dependencies first: they change less often than the code.
COPY requirements-site.lock ./
RUN pip install --no-cache-dir --require-hashes -r requirements-site.lock

COPY . .
# Compiled here: whoever runs the site may not write beside the code, and would compile it at each start.
RUN pip install --no-cache-dir --no-deps --no-build-isolation -e . \
    && python -m compileall -q crawler debouches index mappings nlp web

USER debouches
ENV DEBOUCHES_HOME=/var/lib/debouches \
    DEBOUCHES_HOST=0.0.0.0 \
    DEBOUCHES_PORT=8000
VOLUME /var/lib/debouches
EXPOSE 8000
CMD ["debouches", "run"]
