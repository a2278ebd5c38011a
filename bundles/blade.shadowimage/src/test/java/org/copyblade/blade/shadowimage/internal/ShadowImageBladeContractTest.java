package org.copyblade.blade.shadowimage.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import org.copyblade.blade.check.BladeFixture;
import org.copyblade.blade.check.BladeRules;
import org.copyblade.blade.check.Rule;
import org.copyblade.blade.check.RuleResult;
import org.copyblade.blade.shadowimage.internal.array.CopyEngine;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyBlade;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.Establishment;
import org.copyblade.blade.tck.CopyBladeContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The contract of blades, kept by the ShadowImage blade on the laboratory's VSP. */
class ShadowImageBladeContractTest {

    @Nested
    class ByPair extends OnLaboratory {
        ByPair() {
            super(CopyPolicy.builder().build());
        }

        /** Negative control: the rule of the one instant finds a blade that splits one pair after the other. */
        @Test
        void pairsSplitOneByOneAreFoundOut() throws Exception {
            Rule rule = BladeRules.all().stream()
                    .filter(candidate -> candidate.title().equals("all members of a group are copied at one instant"))
                    .findFirst()
                    .orElseThrow();
            RuleResult result;
            try (BladeFixture fixture = new LabFixture(
                    laboratory, List.of(oneByOne()), CopyPolicy.builder().build())) {
                result = rule.run(fixture);
            }

            assertThat(result.outcome()).as(result.text()).isEqualTo(RuleResult.Outcome.FAILED);
            assertThat(result.text()).contains("the copy holds");
        }

        private CopyBlade oneByOne() throws Exception {
            CopyBlade real = blades.get(0);
            CopyEngine array = laboratory.stranger();
            return (CopyBlade) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {CopyBlade.class}, (proxy, method, arguments) -> {
                        if (!method.getName().equals("establish")) {
                            try {
                                return method.invoke(real, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        }
                        ShadowBinding binding = BindingForm.read((Binding) arguments[1]);
                        for (BoundPair pair : binding.pairs()) {
                            array.split(binding.name(), pair.name(), (Call) arguments[3]);
                        }
                        java.time.Instant now = java.time.Instant.now();
                        return new Establishment(BindingForm.write(binding.established(now, 0)), now, 0, 0, 0);
                    });
        }
    }

    @Nested
    @EnabledIfSystemProperty(named = "copyblade.matrix", matches = "true")
    class ByThinImage extends OnLaboratory {
        ByThinImage() {
            super(CopyPolicy.builder()
                    .method("thin-image")
                    .backgroundCopy(CopyPolicy.BackgroundCopy.NOCOPY)
                    .build());
        }
    }

    @Nested
    @EnabledIfSystemProperty(named = "copyblade.matrix", matches = "true")
    class ByQuickRestore extends OnLaboratory {
        ByQuickRestore() {
            super(CopyPolicy.builder().build());
        }

        @Override
        ShadowImageBlade blade() throws Exception {
            ShadowSettings settings = laboratory.settings();
            return Laboratory.blade(Laboratory.settings(settings.access(), settings.trust(), "512-551", true));
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class OnLaboratory extends CopyBladeContract {

        private final CopyPolicy policy;
        protected Laboratory laboratory;
        protected List<ShadowImageBlade> blades;

        OnLaboratory(CopyPolicy policy) {
            this.policy = policy;
        }

        @BeforeAll
        void start(@TempDir Path directory) throws Exception {
            laboratory = Laboratory.start(directory);
            blades = List.of(blade(), blade());
        }

        ShadowImageBlade blade() throws Exception {
            return laboratory.blade();
        }

        @AfterAll
        void stop() throws Exception {
            blades.forEach(ShadowImageBlade::close);
            laboratory.close();
        }

        @Override
        protected BladeFixture open() {
            return new LabFixture(laboratory, blades, policy);
        }
    }
}
