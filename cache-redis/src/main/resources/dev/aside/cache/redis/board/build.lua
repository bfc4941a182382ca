-- A build, which is another generation: 0 to begin one, 1 to let it go on, 2 to drop it, 3 to put it in the place of what is live.
-- Answers D and whether that could be; X or N. A server that has taken another's place, or has started again, may not have all that was
-- added, nor all that was submitted meanwhile: a build is over with the server where it was begun.
local what, life, build
what, life, build, from = read('>Bdc8', arguments, from)
local recorded = call('HMGET', meta, 'd', 'g', 'u', 'n', 'r')
local refusal = refuses(recorded[1])
if refusal then
  return refusal
end
local live = recorded[2] or '0'
local building, built = open(recorded[3])
local server = string.match(call('INFO', 'server'), 'run_id:(%w+)') or ''
if building and recorded[5] ~= server then
  dropBuild(built)
  building = nil
end

-- What was read before is not what is read now, though both may be of the same microsecond.
local function swap(window)
  onto(live, window)
  local before = call('HGET', records, '\255')
  onto(built, window)
  local version = call('HGET', records, '\255')
  if version then
    local after = later(version)
    call('HSET', records, '\255', before and read('>d', before) >= read('>d', after) and later(before) or after)
  end
  drop(live, window)
end

if what == 0 and not building then
  building, built = build, string.format('%.0f', (recorded[4] or 0) + 1)
end
if building ~= build then
  return 'D\0'
elseif what <= 1 then
  call('HSET', meta, 'u', pack('>d', now + life) .. build .. built, 'n', built, 'r', server)
elseif what == 3 then
  while from <= #arguments do
    local window
    window, from = read('>Bc0', arguments, from)
    swap(window)
  end
  call('HSET', meta, 'g', built)
  call('HDEL', meta, 'u')
  call('UNLINK', key .. 'b' .. built)
else
  dropBuild(built)
end
return 'D\1'
