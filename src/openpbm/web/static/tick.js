/* A page that is hidden may have its own timers once a minute; those of a worker go on. */
setInterval(() => postMessage(0), 100);
