"""Capture in a process of its own: cameras, decoders and recognition, where their crash takes nothing else along.

    the window                                            the capture process
    client.CaptureProcess ── requests, files (stdin) ──►  server.serve ── lanes ──► readers
      keeper.Keeper       ◄── answers, events (stdout) ──               └ cameras ─► live.LiveReader
            └───────────── pixels (shared memory) ───────────────┘

The window's side imports no decoder; it starts the other side by name. What comes back is validated JSON and raw
pixels, never pickled objects: a decoder taken over by a hostile picture cannot run code where the keys are.
"""
