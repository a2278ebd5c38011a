package org.copyblade.blade.timefinder.internal;

import java.util.List;
import java.util.Set;
import org.copyblade.blade.spi.Advance;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyPlan;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.blade.spi.Establishment;
import org.copyblade.blade.spi.ExposeMode;
import org.copyblade.blade.spi.Exposed;
import org.copyblade.blade.spi.Hold;
import org.copyblade.blade.spi.Preparation;
import org.copyblade.blade.timefinder.internal.rest.RestException;
import org.copyblade.endpoint.HostClock;

/** The calls that each method carries out in its own way, as the contract describes them. Keeps nothing; for many threads. */
interface MethodWork {

    CopyPlan plan(Endpoint endpoint, CopyGroup group, CopyPolicy policy, Call call)
            throws BladeException, RestException;

    Preparation prepare(Endpoint endpoint, CopyGroup group, Binding binding, Call call)
            throws BladeException, RestException;

    Establishment establish(Endpoint endpoint, CopyGroup group, Binding binding, Hold hold, Call call)
            throws BladeException;

    CopyState query(Endpoint endpoint, CopyGroup group, Binding binding, Call call)
            throws BladeException, RestException;

    Exposed expose(Endpoint endpoint, CopyGroup group, Binding binding, Set<String> members, ExposeMode mode, Call call)
            throws BladeException, RestException;

    Binding conceal(Endpoint endpoint, CopyGroup group, Binding binding, Call call)
            throws BladeException, RestException;

    List<BladeFinding> planRestore(Endpoint endpoint, CopyGroup group, Binding binding, Set<String> members, Call call)
            throws BladeException, RestException;

    Advance restore(Endpoint endpoint, CopyGroup group, Binding binding, Set<String> members, Call call)
            throws BladeException, RestException;

    List<BladeFinding> planWithdraw(Endpoint endpoint, CopyGroup group, Binding binding, Call call)
            throws BladeException, RestException;

    Advance withdraw(Endpoint endpoint, HostClock clock, CopyGroup group, Binding binding, Call call)
            throws BladeException, RestException;
}
