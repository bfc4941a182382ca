-- Removes a member from windows, 0, and bans it, 1; or lets it submit again, 2. Answers D and whether it stood in one that is live, or
-- was banned; X or N.
redis.call('@GET', key)
local what, member
what, member, from = read('>BHc0', arguments, from)
local recorded = call('HMGET', meta, 'd', 'g', 'u')
local refusal = refuses(recorded[1])
if refusal then
  return refusal
elseif what == 2 then
  return 'D' .. pack('B', call('HDEL', meta, 'x' .. member))
elseif what == 1 then
  call('HSET', meta, 'x' .. member, '')
end

local function remove(generation, window)
  onto(generation, window)
  local found = call('HMGET', records, member, '\255')
  if not found[1] then
    return false
  end
  local score, column, at = read('>ddd', found[1])
  local place = element(member, column, at)
  local index = call('ZRANK', board, place)
  call('HDEL', records, member)
  if not index then
    return false
  end
  call('ZREM', board, place)
  if left then
    left(highest == 1 and 0 - score or score)
  end
  if index < 100 or style == 3 then
    call('HSET', records, '\255', later(found[2]))
  end
  return true
end

local live, stood = recorded[2] or '0', false
local building, built = open(recorded[3])
while from <= #arguments do
  local window
  window, from = read('>Bc0', arguments, from)
  stood = remove(live, window) or stood
  if building then
    remove(built, window)
  end
end
return stood and 'D\1' or 'D\0'
