/** What a Hitachi VSP holds and can be told, in words of its own: LDEVs, copy groups, pairs. */
package org.copyblade.blade.shadowimage.internal.array;
