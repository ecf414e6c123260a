"""Many writers, several publishers, and processes that are killed: nothing lost, nothing twice, nothing forked."""

import time

JOBS = """
prepare()
stop, faults = threading.Event(), []

def writer(name):
    try:
        for n in range(30):
            write("shared" if n % 2 else name, publish=False)
    except Exception as fault:
        faults.append(repr(fault))
    connections.close_all()

def publisher():
    try:
        while not stop.is_set():
            ledger.publish(AT)
        ledger.publish(AT)
    except Exception as fault:
        faults.append(repr(fault))
    connections.close_all()

def checker():
    try:
        while not stop.is_set():
            faults.extend(str(fault) for fault in ledger.fsck())
    except Exception as fault:
        faults.append(repr(fault))
    connections.close_all()

writers = [threading.Thread(target=writer, args=(f"writer:{n}",)) for n in range(4)]
publishers = [threading.Thread(target=work) for work in (publisher, publisher, checker)]
for thread in writers + publishers:
    thread.start()
for thread in writers:
    thread.join()
stop.set()
for thread in publishers:
    thread.join()
indices = list(Entry.objects.order_by("index").values_list("index", flat=True))
told(faults=faults, log=[str(f) for f in ledger.fsck()], entries=len(indices), gapless=indices == list(range(120)),
     shared=Entry.objects.filter(stream="shared").count(), marks=Checkpoint.objects.count())
"""


def test_writers_publishers_and_checks_at_once_leave_a_whole_log(installation):
    found = installation.run(JOBS)
    marks = found.pop("marks")
    assert found == {"faults": [], "log": [], "entries": 120, "gapless": True, "shared": 60}
    assert marks >= 1


LOOP = """
print("begun", flush=True)
while True:
    write("loop", 3)
"""


def test_a_publisher_killed_at_any_moment_leaves_a_log_that_goes_on(installation):
    installation.run("prepare(); told()")
    for pause in (0.05, 0.23, 0.41):
        with installation.start(LOOP) as process:
            assert process.stdout.readline().strip() == "begun"
            time.sleep(pause)
            process.kill()
            process.communicate()
    found = installation.run(
        "write('after'); last = ledger.publish(AT)\n"
        "told(log=[str(f) for f in ledger.fsck()], waiting=Entry.objects.filter(index=None).count(),"
        " whole=last.size == Entry.objects.count())"
    )
    assert found == {"log": [], "waiting": 0, "whole": True}
