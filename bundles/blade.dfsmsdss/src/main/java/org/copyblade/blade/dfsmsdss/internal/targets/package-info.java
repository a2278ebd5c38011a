/** Targets as endpoint and profile name them: what forbids one, and which comes next. Pure. */
package org.copyblade.blade.dfsmsdss.internal.targets;
