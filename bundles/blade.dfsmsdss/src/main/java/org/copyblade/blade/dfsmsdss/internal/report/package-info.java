/** What a job has printed, and what it means. Pure. */
package org.copyblade.blade.dfsmsdss.internal.report;
