package org.copyblade.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.copyblade.api.BladeStatus;
import org.copyblade.api.Blades;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;
import org.copyblade.api.OptionValue;
import org.copyblade.api.Profiles;
import org.copyblade.api.Runs;
import org.copyblade.api.SystemStatus;
import org.copyblade.api.Systems;
import org.copyblade.blade.spi.BladeInfo;
import org.copyblade.blade.spi.CopyBlade;
import org.copyblade.catalog.Catalog;
import org.copyblade.system.spi.ProtectedSystem;
import org.copyblade.system.spi.SystemInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.junit5.context.BundleContextExtension;
import org.osgi.test.junit5.service.ServiceExtension;

/** Configurations, blades and the catalog come, change and go while everything else runs on. */
@ExtendWith({BundleContextExtension.class, ServiceExtension.class})
class DynamicsTest {

    @InjectBundleContext
    BundleContext context;

    @InjectService
    ConfigurationAdmin admin;

    @TempDir
    Path scratch;

    /** Something asked of a service that may be another one the next time. */
    @FunctionalInterface
    private interface Question<S, R> {
        R ask(S service) throws Exception;
    }

    /** Waits for one: where the manager starts anew, its services come one after the other. */
    private <S, R> R ask(Class<S> type, Question<S, R> question) throws Exception {
        AtomicReference<ServiceReference<S>> there = new AtomicReference<>();
        AtomicReference<S> service = new AtomicReference<>();
        Eventually.is(type.getSimpleName() + " is there", () -> {
            there.set(context.getServiceReference(type));
            service.set(there.get() == null ? null : context.getService(there.get()));
            return service.get() != null;
        });
        try {
            return question.ask(service.get());
        } finally {
            context.ungetService(there.get());
        }
    }

    private boolean answers(Class<?> type, Question<Object, ?> question) {
        try {
            ask(type, question::ask);
            return true;
        } catch (Exception notYet) {
            return false;
        }
    }

    private static Dictionary<String, Object> values(String... keysAndValues) {
        Dictionary<String, Object> values = new Hashtable<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            values.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return values;
    }

    private Map<String, String> optionsOf(String profile) throws Exception {
        return ask(Profiles.class, profiles -> profiles.get(profile).options().stream()
                .collect(Collectors.toMap(OptionValue::key, OptionValue::value)));
    }

    @Test
    void aProfile_isInForceWhenItsConfigurationIs_keepsTheLastGood_andGoesWithIt() throws Exception {
        Configuration profile = admin.getFactoryConfiguration("org.copyblade.profile", "itest-dynamics", "?");
        profile.update(values("system", "nowhere", "blade", "reflink", "generations", "3"));
        assertThat(optionsOf("itest-dynamics")).containsEntry("generations", "3");

        profile.update(values("system", "nowhere", "blade", "reflink", "generations", "many"));
        assertThat(optionsOf("itest-dynamics")).containsEntry("generations", "3");
        Optional<String> refused =
                ask(Profiles.class, profiles -> profiles.get("itest-dynamics").refused());
        assertThat(refused)
                .hasValueSatisfying(why -> assertThat(why).contains("DCM-1002").contains("'many'"));

        Configuration defaults = admin.getConfiguration("org.copyblade.defaults", "?");
        defaults.update(values("owner", "storage team"));
        assertThat(optionsOf("itest-dynamics")).containsEntry("owner", "storage team");
        defaults.delete();
        assertThat(optionsOf("itest-dynamics")).containsEntry("owner", "");

        profile.delete();
        assertThatThrownBy(() -> optionsOf("itest-dynamics"))
                .isInstanceOfSatisfying(CopybladeException.class, error -> assertThat(error.code())
                        .isEqualTo(ErrorCode.PROFILE_UNKNOWN));
    }

    @Test
    void aBladeThatComes_isListed_alsoInTwoVersions_andIsGoneWhenItGoes() throws Exception {
        ServiceRegistration<CopyBlade> first = register("1.0.0");
        assertThat(versions()).containsExactly("1.0.0");
        ServiceRegistration<CopyBlade> second = register("1.1.0");
        assertThat(versions()).containsExactlyInAnyOrder("1.0.0", "1.1.0");
        assertThat(serving()).as("the one that came last").isEqualTo("1.1.0");
        first.unregister();
        assertThat(versions()).containsExactly("1.1.0");
        second.unregister();
        assertThat(versions()).isEmpty();
    }

    @Test
    void aBladeOrSystemThatTakesAnotherName_goesByThat_andKeepsItsOwnWhereItRefusedTheEdit() throws Exception {
        AtomicReference<String> name = new AtomicReference<>("old");
        ServiceRegistration<CopyBlade> blade = register("1.0.0", name);
        ServiceRegistration<ProtectedSystem> system = context.registerService(
                ProtectedSystem.class,
                fake(ProtectedSystem.class, () -> new SystemInfo(name.get(), "itest", "1.0.0"), "1.0.0"),
                systemNamed("old"));
        try {
            blade.setProperties(values("blade", "itest", "endpoint", "refused"));
            system.setProperties(systemNamed("refused"));
            assertThat(endpoints("itest")).containsExactly("old");
            assertThat(systems()).contains("old").doesNotContain("refused");

            name.set("new");
            blade.setProperties(values("blade", "itest", "endpoint", "new"));
            system.setProperties(systemNamed("new"));
            assertThat(endpoints("itest")).containsExactly("new");
            assertThat(systems()).contains("new").doesNotContain("old");
        } finally {
            system.unregister();
            blade.unregister();
        }
        assertThat(endpoints("itest")).isEmpty();
        assertThat(systems()).doesNotContain("new");
    }

    private static Dictionary<String, Object> systemNamed(String name) {
        return values("system.name", name, "system.kind", "itest");
    }

    private List<String> systems() throws Exception {
        return ask(Systems.class, Systems::list).stream()
                .map(SystemStatus::name)
                .toList();
    }

    @Test
    void aBladeWithoutEndpoint_isListedAsInstalled_untilItHasOne() throws Exception {
        assertThat(endpoints("timefinder")).containsExactly("");
        Configuration endpoint = admin.getFactoryConfiguration("org.copyblade.blade.timefinder", "itest", "?");
        endpoint.update(values(
                "endpoint", "itest",
                "array", "000197900001",
                "host", "localhost",
                "port", "9",
                "user", "admin",
                ".password", "secret",
                "trust.all", "true"));
        Eventually.is("the endpoint is there, in its place", () -> endpoints("timefinder")
                .equals(List.of("itest")));
        endpoint.delete();
        Eventually.is("the blade has no endpoint any more", () -> endpoints("timefinder")
                .equals(List.of("")));
    }

    private List<String> endpoints(String technology) throws Exception {
        return ask(Blades.class, Blades::list).stream()
                .filter(blade -> blade.technology().equals(technology))
                .map(BladeStatus::endpoint)
                .toList();
    }

    @Test
    void theBundleOfABlade_isStoppedAndStarted_withoutAnybodyElseNoticing() throws Exception {
        Bundle reflink = bundle("org.copyblade.blade.reflink");
        ServiceReference<Runs> runs = context.getServiceReference(Runs.class);
        assertThat(technologies()).contains("reflink");
        reflink.stop();
        assertThat(technologies()).doesNotContain("reflink").contains("btrfs");
        reflink.start();
        Eventually.is("the blade is back", () -> technologies().contains("reflink"));
        assertThat(context.getServiceReference(Runs.class)).isEqualTo(runs);
    }

    @Test
    void aCatalogThatIsRestarted_takesTheManagerAlong_andForgetsNothing() throws Exception {
        long before = ask(Catalog.class, catalog -> catalog.next(Catalog.Counter.RUN));
        Bundle catalog = bundle("org.copyblade.catalog");
        catalog.stop();
        assertThat(context.getServiceReference(Runs.class)).isNull();
        catalog.start();
        Eventually.is("the manager answers", () -> answers(Runs.class, runs -> ((Runs) runs).list(1)));
        long after = ask(Catalog.class, again -> again.next(Catalog.Counter.RUN));
        assertThat(after).isGreaterThan(before);
    }

    @Test
    void aCatalogThatCannotBeConfiguredSo_saysWhy_untilItCan() throws Exception {
        Configuration configuration = admin.getConfiguration("org.copyblade.catalog", "?");
        try {
            configuration.update(
                    values("url", "jdbc:postgresql://db.invalid/slb", ".password", "$[secret:itest-nobody]"));
            Eventually.is("the manager says why", () -> refusal().contains("$[secret:itest-nobody]"));
            assertThat(refusal()).contains("key '.password'").contains("nothing could resolve");
        } finally {
            configuration.delete();
        }
        Eventually.is("the manager answers", () -> answers(Runs.class, runs -> ((Runs) runs).list(1)));
    }

    /** What is said of the catalog now; empty if it works. */
    private String refusal() throws Exception {
        try {
            ask(Runs.class, runs -> runs.list(1));
            return "";
        } catch (CopybladeException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.CATALOG_FAILED);
            return e.getMessage();
        }
    }

    private ServiceRegistration<CopyBlade> register(String version) {
        return register(version, new AtomicReference<>("nowhere"));
    }

    private ServiceRegistration<CopyBlade> register(String version, AtomicReference<String> endpoint) {
        CopyBlade blade = fake(
                CopyBlade.class,
                () -> new BladeInfo(
                        "itest",
                        endpoint.get(),
                        version,
                        BladeInfo.Grain.VOLUME,
                        false,
                        BladeInfo.Reach.VOLUME,
                        BladeInfo.HoldAbility.NONE,
                        BladeInfo.Mark.NAMED,
                        BladeInfo.RestoreEffect.KEEPS_COPY),
                version);
        return context.registerService(
                CopyBlade.class, blade, values("blade", "itest", "endpoint", endpoint.get(), "version", version));
    }

    /** A service that can say who it is, and of anything else only which version was asked. */
    private static <S> S fake(Class<S> service, Supplier<?> info, String version) {
        return service.cast(Proxy.newProxyInstance(
                DynamicsTest.class.getClassLoader(),
                new Class<?>[] {service},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "info" -> info.get();
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "equals" -> proxy == arguments[0];
                    case "toString" -> "a fake of a test";
                    default -> throw new UnsupportedOperationException(version);
                }));
    }

    /** The version that is called when the blade is. */
    private String serving() throws Exception {
        try {
            return ask(Blades.class, blades -> blades.check("itest@nowhere", List.of(scratch.toString())))
                    .toString();
        } catch (UnsupportedOperationException asked) {
            return asked.getMessage();
        }
    }

    private List<String> versions() throws Exception {
        return ask(Blades.class, Blades::list).stream()
                .filter(blade -> blade.technology().equals("itest"))
                .map(BladeStatus::version)
                .toList();
    }

    private List<String> technologies() throws Exception {
        return ask(Blades.class, Blades::list).stream()
                .map(BladeStatus::technology)
                .toList();
    }

    private Bundle bundle(String name) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> name.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow();
    }
}
