package org.copyblade.lab.zosmf.internal.dss;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.copyblade.lab.zos.AbendException;
import org.copyblade.lab.zos.JobProgram;
import org.copyblade.lab.zos.JobStep;

/** ADRDSSU, the program of DFSMSdss. */
public final class Adrdssu implements JobProgram {
    private static final String HEADING = "1PAGE 0001     5695-DF175  DFSMSDSS V2R05.0 DATA SET SERVICES     %s";

    private final ArrayCalls calls;
    private final TaskFaults faults;
    private final HostTraffic traffic;

    public Adrdssu(ArrayCalls calls, TaskFaults faults, HostTraffic traffic) {
        this.calls = calls;
        this.faults = faults;
        this.traffic = traffic;
    }

    @Override
    public Set<String> names() {
        return Set.of("ADRDSSU");
    }

    @Override
    public int run(JobStep step) throws AbendException, InterruptedException {
        List<String> lines = step.lines("SYSIN");
        step.print("SYSPRINT", HEADING.formatted(Messages.now()));
        for (String line : lines) {
            step.print("SYSPRINT", " " + line);
        }
        List<Command> commands = Command.read(lines);
        boolean check = step.parameter().contains("TYPRUN=NORUN");
        int highest = new Tasks(step, check).run(commands);
        step.print(
                "SYSPRINT",
                " ADR012I (SCH)-DSSU (01), %s DFSMSDSS PROCESSING COMPLETE. HIGHEST RETURN CODE IS %04d"
                        .formatted(Messages.now(), highest));
        return highest;
    }

    /** The tasks of one step. Used once. */
    private final class Tasks {
        private final JobStep step;
        private final boolean checkOnly;

        private Tasks(JobStep step, boolean checkOnly) {
            this.step = step;
            this.checkOnly = checkOnly;
        }

        private int run(List<Command> commands) throws AbendException, InterruptedException {
            Messages reader = new Messages("R/I");
            List<List<DssTask>> rounds = rounds(commands, reader);
            reader.say("ADR109I", "RI01", "01", Messages.now() + " INITIAL SCAN OF USER CONTROL STATEMENTS COMPLETED.");
            print(reader);
            int highest = reader.code();
            if (checkOnly) {
                return highest;
            }
            for (List<DssTask> round : rounds) {
                for (Messages messages : together(round)) {
                    print(messages);
                    highest = Math.max(highest, messages.code());
                }
            }
            return highest;
        }

        /** Tasks that run together: one after the other, unless PARALLEL asks for it. */
        private List<List<DssTask>> rounds(List<Command> commands, Messages reader) {
            List<List<DssTask>> rounds = new ArrayList<>();
            boolean parallel = false;
            boolean open = false;
            int number = 0;
            for (Command command : commands) {
                if (command.verb().matches("SERIAL|PARALLEL")) {
                    parallel = command.verb().equals("PARALLEL");
                    open = false;
                    continue;
                }
                number++;
                String id = "%03d".formatted(number);
                reader.say(
                        "ADR101I",
                        "RI01",
                        "01",
                        "TASKID " + id + " HAS BEEN ASSIGNED TO COMMAND '" + command.verb() + " '");
                if (!command.error().isEmpty()) {
                    reader.say("ADR105E", "RI01", "01", command.error());
                    reader.say("ADR138I", "RI01", "01", "TASK " + id + " IS NOT RUN");
                    continue;
                }
                if (!parallel || !open) {
                    rounds.add(new ArrayList<>());
                    open = parallel;
                }
                Messages messages = new Messages(id);
                rounds.get(rounds.size() - 1)
                        .add(new DssTask(new TaskContext(step, command, messages, calls, faults, traffic)));
            }
            return rounds;
        }

        private List<Messages> together(List<DssTask> round) throws InterruptedException, AbendException {
            if (round.size() == 1) {
                round.get(0).run();
            } else {
                List<Thread> threads = new ArrayList<>();
                for (DssTask task : round) {
                    Thread thread = new Thread(task::runAlone, "lab-dss-" + step.jobId());
                    thread.setDaemon(true);
                    threads.add(thread);
                    thread.start();
                }
                try {
                    for (Thread thread : threads) {
                        thread.join();
                    }
                } catch (InterruptedException cancelled) {
                    threads.forEach(Thread::interrupt);
                    throw cancelled;
                }
                for (DssTask task : round) {
                    task.throwAbend();
                }
            }
            return round.stream().map(DssTask::messages).toList();
        }

        private void print(Messages messages) throws AbendException, InterruptedException {
            for (String line : messages.lines()) {
                step.print("SYSPRINT", " " + line);
            }
        }
    }
}
