package org.copyblade.itests.rig;

import com.sun.jdi.AbsentInformationException;
import com.sun.jdi.Bootstrap;
import com.sun.jdi.IncompatibleThreadStateException;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.IllegalConnectorArgumentsException;
import com.sun.jdi.connect.ListeningConnector;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.request.ClassPrepareRequest;
import com.sun.jdi.request.EventRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Stops a manager at every point of interest from outside, counts, and strikes at the one it was told: mostly with signal 9. The
 * product knows nothing of it. Safe for many threads.
 */
final class Debugger implements AutoCloseable {

    private final ListeningConnector connector;
    private final Map<String, Connector.Argument> arguments;
    private final String address;
    private final Breakpoints breakpoints = new Breakpoints();
    private final List<String> passed = new ArrayList<>();
    private VirtualMachine machine;
    private Optional<Strike> strike = Optional.empty();
    private boolean struck;

    private Debugger(ListeningConnector connector, Map<String, Connector.Argument> arguments, String address) {
        this.connector = connector;
        this.arguments = arguments;
        this.address = address;
    }

    static Debugger listen() throws IOException {
        ListeningConnector connector = Bootstrap.virtualMachineManager().listeningConnectors().stream()
                .filter(candidate -> candidate.transport().name().equals("dt_socket"))
                .findFirst()
                .orElseThrow();
        Map<String, Connector.Argument> arguments = connector.defaultArguments();
        arguments.get("localAddress").setValue("127.0.0.1");
        arguments.get("port").setValue("0");
        arguments.get("timeout").setValue("60000");
        try {
            return new Debugger(connector, arguments, connector.startListening(arguments));
        } catch (IllegalConnectorArgumentsException e) {
            throw new IOException(e);
        }
    }

    /** The option that makes a virtual machine wait for this debugger. */
    String option() {
        return "-agentlib:jdwp=transport=dt_socket,server=n,suspend=y,address=" + address;
    }

    void attach(ProcessHandle process) throws IOException {
        try {
            machine = connector.accept(arguments);
            connector.stopListening(arguments);
        } catch (IllegalConnectorArgumentsException e) {
            throw new IOException(e);
        }
        for (String type : breakpoints.types()) {
            ClassPrepareRequest request = machine.eventRequestManager().createClassPrepareRequest();
            request.addClassFilter(type);
            request.setSuspendPolicy(EventRequest.SUSPEND_EVENT_THREAD);
            request.enable();
        }
        Thread thread = new Thread(() -> follow(process), "debugger");
        thread.setDaemon(true);
        thread.start();
    }

    /** Forgets what was passed and counts anew; strikes once, or never. */
    synchronized void count(Optional<Strike> next) {
        passed.clear();
        strike = next;
        struck = false;
    }

    /** Whether it has struck since then. */
    synchronized boolean hasStruck() {
        return struck;
    }

    /** All points since it began to count. */
    synchronized List<Point> passed() {
        return Point.of(passed);
    }

    private void follow(ProcessHandle process) {
        try {
            while (true) {
                EventSet events = machine.eventQueue().remove();
                for (Event event : events) {
                    if (event instanceof ClassPrepareEvent prepared) {
                        breakpoints.setIn(prepared.referenceType());
                    } else if (event instanceof BreakpointEvent hit && kills(breakpoints.nameOf(hit))) {
                        process.destroyForcibly();
                        return;
                    }
                }
                events.resume();
            }
        } catch (VMDisconnectedException dead) {
            // Died, of us or of somebody else: nothing more happens there.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (AbsentInformationException | IncompatibleThreadStateException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Strikes if it is time to; whether that kills. */
    private synchronized boolean kills(String name) {
        passed.add(name);
        Optional<Strike> now = strike.filter(it -> it.at().name().equals(name))
                .filter(it -> Collections.frequency(passed, name) == it.at().occurrence());
        now.ifPresent(it -> {
            it.blow().run();
            struck = true;
        });
        return now.isPresent() && now.get().kills();
    }

    @Override
    public void close() {
        try {
            machine.dispose();
        } catch (VMDisconnectedException dead) {
            // As wanted.
            return;
        }
    }
}
