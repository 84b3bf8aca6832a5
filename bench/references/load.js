import autocannon from 'autocannon'

// Load on one address, in a process of its own: what it takes is not the server's.

process.once('message', async ({ url, bodies, seconds, connections }) => {
  const { requests, errors, non2xx, latency } = await autocannon({
    url,
    connections,
    duration: seconds,
    method: 'POST',
    requests: bodies.map((body) => ({ body, headers: { 'content-type': 'application/json' } })),
  })
  process.send({
    requests: requests.total,
    failed: errors + non2xx,
    p50: latency.p50,
    p99: latency.p99,
  })
  process.disconnect()
})
