/** What is written into a job: names, cards, control statements. Pure. */
package org.copyblade.blade.dfsmsdss.internal.jcl;
