package org.copyblade.blade.dfsmsdss.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import org.copyblade.blade.dfsmsdss.internal.zos.Zos;
import org.copyblade.blade.drive.Runs;
import org.copyblade.blade.spi.Advance;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.zosmf.Job;
import org.copyblade.zosmf.ZosmfException;
import org.copyblade.zosmf.ZosmfException.Reason;
import org.junit.jupiter.api.Test;

/** A withdrawal that meets a job which is just taking its fence: z/OS deletes no data set that a job holds. */
class FenceInUseTest {

    private final InMemoryZos zos = InMemoryFixture.zos();
    private final CopyGroup group = Groups.of("ZFENCE02", "PR0100");
    private boolean inUse = true;
    private Job.Status status = Job.Status.ACTIVE;

    private final DfsmsdssBlade blade =
            new DfsmsdssBlade(new Endpoint(InMemoryFixture.settings(), busy(), busy()), () -> {});

    @Test
    void aFenceThatAJobIsTaking_isLookedAtAgain() throws Exception {
        Binding prepared =
                Runs.prepared(InMemoryFixture.blade(zos), group, Runs.POLICY).binding();

        Advance first = blade.withdraw(group, prepared, Runs.soon());

        assertThat(first).isInstanceOf(Advance.Continues.class);
        inUse = false;
        Runs.withdrawn(blade, group, first.binding());
        assertThat(zos.catalog()).noneMatch(name -> name.startsWith("SYS2."));
    }

    /** The control: where no job runs somebody else holds it, and an operator has to know. */
    @Test
    void aFenceThatIsInUseWithoutAJob_isTold() throws Exception {
        Binding prepared =
                Runs.prepared(InMemoryFixture.blade(zos), group, Runs.POLICY).binding();
        status = Job.Status.INPUT;

        BladeException failure =
                catchThrowableOfType(BladeException.class, () -> blade.withdraw(group, prepared, Runs.soon()));

        assertThat(failure.code()).isEqualTo("DFSMSDSS-REFUSED");
        assertThat(failure).hasMessageContaining("is in use");
    }

    private Zos busy() {
        return (Zos) Proxy.newProxyInstance(
                Zos.class.getClassLoader(), new Class<?>[] {Zos.class}, (proxy, method, arguments) -> {
                    if (inUse && method.getName().equals("delete")) {
                        throw ZosmfException.of(Reason.REFUSED, arguments[0] + " is in use");
                    }
                    Object answer = onZos(method, arguments);
                    return inUse && method.getName().equals("jobs") ? withStatus((List<?>) answer) : answer;
                });
    }

    private Object onZos(Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(zos, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private List<Job> withStatus(List<?> jobs) {
        return jobs.stream()
                .map(Job.class::cast)
                .map(job -> new Job(
                        job.name(),
                        job.id(),
                        job.correlator(),
                        job.owner(),
                        status,
                        job.jobClass(),
                        Optional.empty(),
                        job.phase(),
                        job.notRunning()))
                .toList();
    }
}
