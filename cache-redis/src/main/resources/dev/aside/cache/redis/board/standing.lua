-- How members stand in a window, in the style in which the board counts.
local function rank(index, score)
  if style == 0 then
    return index + 1
  elseif style == 1 then
    return call('ZCOUNT', board, '-inf', '(' .. score) + 1
  elseif style == 2 then
    return call('ZRANK', scores, score) + 1
  end
  return call('ZCOUNT', board, '-inf', score)
end

-- Some of them from an index on: how many, and if there are any, the index, a rank from which the others follow, and each with its record,
-- which is empty if it has been lost. The rank is that of the first, or of the last where those behind it count.
local function list(first, last)
  local members = call('ZRANGE', board, first, last)
  local count = #members
  if count == 0 then
    return '\0\0\0\0'
  end
  if ties < 4 then
    for i = 1, count do
      members[i] = sub(members[i], 9)
    end
  end
  local all = call('HMGET', records, unpack(members))
  local edge = all[style == 3 and count or 1]
  local place = first + 1
  if edge and style > 0 and (first > 0 or style == 3) then
    place = rank(first, sorted(record(edge)))
  end
  local parts = {pack('>I4', count) .. bytes(first) .. bytes(place)}
  for i = 1, count do
    local member, own = members[i], all[i] or ''
    parts[i + 1] = pack('>Hc0Hc0', #member, member, #own, own)
  end
  return table.concat(parts)
end
