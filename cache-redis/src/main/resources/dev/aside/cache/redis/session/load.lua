-- Comes for a session: 1 for whoever has its id, who lets it live on; 0 to look at it. Answers L and whether by the former id, or P
-- and whether it has ended; then the session. Or B and for how long another has it alone, or G.
local comes, secret, hold, held = byte(arguments, 9), sub(arguments, 10, 25), sub(arguments, 26, 33), number(arguments, 34)
local let = live and comes == 1 and lets(secret)
if comes == 1 then
  if not let then
    return 'G'
  end
  if hold ~= bytes(0) then
    if at(HOLD_UNTIL) > now and sub(meta, HOLD, HOLD + 7) ~= hold and sub(meta, HOLD, HOLD + 7) ~= bytes(0) then
      return 'B' .. bytes(at(HOLD_UNTIL) - now)
    end
    set(HOLD, hold)
    set(HOLD_UNTIL, bytes(now + bounded(held)))
  end
  local due = (now - at(ACCESSED)) * NOTES >= at(IDLE)
  if due then
    set(ACCESSED, bytes(now))
  end
  if due or hold ~= bytes(0) then
    keepMeta()
  end
elseif not stored then
  return 'P' .. (meta and '\1' or '\0')
end
-- Read last: whoever writes is no longer told of what others write, until he reads.
local all = redis.call('HGETALL', key)
local parts = {comes == 1 and 'L' or 'P', comes == 1 and char(let) or (live and '\0' or '\1'), meta}
for i = 1, #all, 2 do
  if byte(all[i], 1) == 97 then
    parts[#parts + 1] = struct.pack('>I4', #all[i] - 1) .. sub(all[i], 2)
    parts[#parts + 1] = struct.pack('>I4', #all[i + 1]) .. all[i + 1]
  end
end
return table.concat(parts)
