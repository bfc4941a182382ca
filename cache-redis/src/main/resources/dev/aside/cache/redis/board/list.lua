-- Some of those on a board from an index on: how many, and if there are any, the index and a rank from which the others follow, that of
-- the first, or of the last where those behind it count. Their names and their records, of which some may have been lost, follow what is
-- answered.
local function list(first, last, answers)
  local members = call('ZRANGE', board, first, last)
  local count, place = #members, first + 1
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
  if edge and rank and (first > 0 or style == 3) then
    local score = read('>d', edge)
    place = rank(first, highest == 1 and 0 - score or score)
  end
  local size = #answers
  answers[size + 1], answers[size + 2] = members, all
  return pack('>I4dd', count, first, place)
end
